package dev.multiprocess.ipc.kryo;

import java.io.FileInputStream;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.kryo.Types.Animal;
import dev.multiprocess.ipc.kryo.Types.Box;
import dev.multiprocess.ipc.kryo.Types.Dog;
import dev.multiprocess.ipc.kryo.Types.Dto;
import dev.multiprocess.ipc.kryo.Types.Point;
import dev.multiprocess.ipc.kryo.Types.SubDto;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What can never cross is refused when it is declared, the rest when it is sent.
 */
@DisplayName("S15: what may cross")
class SignatureTests {

	sealed interface Vehicle permits Car {

	}

	record Car(Thread driver) implements Vehicle {
	}

	record Garage(String name, Map<String, List<Vehicle>> vehicles) {
	}

	static class Names extends ArrayList<String> {

		private static final long serialVersionUID = 1L;

	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments(Thread.class, Thread.class, ""), arguments(Path.class, Path.class, ""),
				arguments(Throwable.class, Throwable.class, ""),
				arguments(FileInputStream.class, FileInputStream.class, ""),
				arguments(Flow.Processor.class, Flow.Processor.class, ""), arguments(Scanner.class, Scanner.class, ""),
				arguments(IntStream.class, IntStream.class, ""), arguments(FutureTask.class, FutureTask.class, ""),
				arguments(new TypeOf<CompletableFuture<Thread>>() {
				}.type(), Thread.class, "[]"), arguments(new TypeOf<Map<CompletableFuture<String>, String>>() {
				}.type(), CompletableFuture.class, ".key"), arguments(Types.Argless.class, Types.Argless.class, ""),
				arguments(Types.Inner.class, Types.Inner.class, ""), arguments(Override.class, Override.class, ""),
				arguments(Thread[].class, Thread.class, "[]"),
				arguments(Types.HoldsThread.class, Thread.class, ".threads[].content"),
				arguments(Garage.class, Thread.class, ".vehicles[][].Car.driver"),
				arguments(new TypeOf<Map<Path, String>>() {
				}.type(), Path.class, ".key"), arguments(new TypeOf<Map<String, Path>>() {
				}.type(), Path.class, "[]"), arguments(Types.Remote.class, Types.Remote.class, ""),
				arguments(Names.class, Names.class, ""), arguments(new ArrayList<String>() {
					private static final long serialVersionUID = 1L;

				}.getClass(), null, ""));
	}

	@ParameterizedTest
	@MethodSource("refused")
	@DisplayName("is refused at once, with path and remedy, if it never can")
	void isRefusedWhenDeclared(Type declared, @Nullable Class<?> culprit, String path) {
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> Wire.layout(Wire.codec(), int.class, declared))
			.satisfies((ex) -> {
				assertThat(ex.path()).isEqualTo("Test.call(arg 0)" + path);
				assertThat(ex.remedy()).hasSizeGreaterThan(20);
				if (culprit != null) {
					assertThat(ex.type()).isEqualTo(culprit.getTypeName());
				}
			});
	}

	@Test
	@DisplayName("ends where a generic type holds ever larger ones of itself")
	void endlessTypesAreRefused() {
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> Wire.layout(Wire.codec(), new TypeOf<Types.Endless<String>>() {
			}.type()))
			.withMessageContaining("grow");
	}

	@Test
	@DisplayName("follows permitted subclasses, so they need no permission")
	void permittedSubclassesMayCross() {
		Wire wire = new Wire();
		assertThat(wire.send(Types.Shape.class, new Types.Circle(1))).isEqualTo(new Types.Circle(1));
	}

	@Test
	@DisplayName("is decided for each value where the class is open, with its path")
	void valuesAreCheckedWhereTheClassIsOpen() {
		Type declared = new TypeOf<Box<List<Animal>>>() {
		}.type();
		Box<List<Animal>> value = new Box<>(List.of(new Dog("d")));
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> new Wire().encode(declared, value))
			.satisfies((ex) -> {
				assertThat(ex.path()).isEqualTo("Test.call(arg 0).content[]");
				assertThat(ex.type()).isEqualTo(Dog.class.getTypeName());
			});
		assertThat(new Wire(Dog.class).send(declared, value)).isEqualTo(value);
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> new Wire().encode(Dto.class, new SubDto()));
	}

	@Test
	@DisplayName("is decided by the receiver too")
	void theReceiverDecidesToo() {
		Wire wire = new Wire(Dog.class);
		byte[] bytes = wire.encode(Animal.class, new Dog("d"));
		assertThat(wire.decode(Animal.class, bytes)).isEqualTo(new Dog("d"));
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> Wire.layout(Wire.codec(), Animal.class).decode(bytes, 0, bytes.length, wire.context));
	}

	@Test
	@DisplayName("includes records, enums, and beans of allowed packages")
	void packagesMayBeAllowed() {
		ClassLoader loader = getClass().getClassLoader();
		KryoCodec codec = new KryoCodec(java.util.Set.of(), List.of("dev.multiprocess.ipc.kryo"), 64, loader);
		assertThat(codec.find(Point.class.getName())).isEqualTo(Point.class);
		assertThat(codec.find(Types.Operation.class.getName())).isEqualTo(Types.Operation.class);
		assertThat(codec.find(Dto.class.getName())).isEqualTo(Dto.class);
		for (String name : List.of(Types.Argless.class.getName(), Animal.class.getName(), "java.lang.String",
				"dev.multiprocess.ipc.kryo.Missing", "dev.multiprocess.ipc.IpcException", "", "[I",
				"[Ldev.multiprocess.ipc.kryo.Types$Point;", "dev.multiprocess.ipc.kryo.types$point")) {
			assertThat(codec.find(name)).as(name).isNull();
		}
		FakeContext context = new FakeContext();
		var buffer = new dev.multiprocess.ipc.protocol.FrameBuffer(1000);
		Wire.layout(codec, Object.class).encode(new Object[] { new Point(1, 2) }, buffer, context);
		assertThat(Wire.layout(codec, Object.class).decode(buffer.bytes(), 0, buffer.position(), context))
			.containsExactly(new Point(1, 2));
	}

	@Test
	@DisplayName("is found by name only if it may cross, what it holds included")
	void isFoundByName() {
		KryoCodec codec = Wire.codec(Types.Nested.class);
		assertThat(codec.find(Types.Nested.class.getName())).isEqualTo(Types.Nested.class);
		assertThat(codec.find(Point.class.getName())).isEqualTo(Point.class);
		assertThat(codec.find(Dog.class.getName())).isNull();
		Wire.layout(codec, Dog.class);
		assertThat(codec.find(Dog.class.getName())).isEqualTo(Dog.class);
	}

	@Test
	@DisplayName("may not be allowed by hand if it never can")
	void impossibleTypesCannotBeAllowed() {
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> Wire.codec(Types.HoldsThread.class))
			.withMessageContaining("allowed type");
	}

	record Throwing(int value) {

		@Override
		public int value() {
			throw new IllegalStateException("no");
		}

	}

	@Test
	@DisplayName("fails clearly if reading it fails")
	void failingAccessorsAreReported() {
		assertThatExceptionOfType(IpcException.class)
			.isThrownBy(() -> new Wire().encode(Throwing.class, new Throwing(1)))
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("Throwing.value");
	}

	@Test
	@DisplayName("the same declarations have the same layout")
	void layoutsAreKept() {
		KryoCodec codec = Wire.codec();
		assertThat(Wire.layout(codec, Point.class)).isSameAs(Wire.layout(codec, Point.class));
	}

}
