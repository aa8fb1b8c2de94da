package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.kryo.Types.Animal;
import dev.multiprocess.ipc.kryo.Types.Box;
import dev.multiprocess.ipc.kryo.Types.Color;
import dev.multiprocess.ipc.kryo.Types.Dog;
import dev.multiprocess.ipc.kryo.Types.Dto;
import dev.multiprocess.ipc.kryo.Types.Empty;
import dev.multiprocess.ipc.kryo.Types.Picky;
import dev.multiprocess.ipc.kryo.Types.Point;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A peer that lies gets nothing: no memory, no class, no object of another type.
 */
@DisplayName("S39: the decoder")
class HostileBytesTests {

	/** A refusal itself takes an exception with its stack trace, little more. */
	private static final long BOUND = 128 * 1024;

	private static final int HUGE = 1 << 28;

	private final Wire wire = new Wire(Point.class, Empty.class, Dto.class, Dog.class, Picky.class, Color.class,
			Box.class);

	static Stream<Arguments> announcedLengths() {
		return Stream.of(arguments(String.class, bytes((out) -> out.writeVarInt(1 + 2 * HUGE, true))),
				arguments(String.class, bytes((out) -> out.writeVarInt(2 + 2 * HUGE, true))),
				arguments(String.class, bytes((out) -> out.writeVarInt(-1, true))), tagged(32, 1 + 2 * HUGE),
				sized(byte[].class, HUGE), sized(byte[].class, -6), sized(int[].class, HUGE),
				sized(int[].class, 1 << 30), sized(long[].class, 1 << 29), sized(boolean[].class, HUGE),
				sized(char[].class, HUGE), sized(short[].class, HUGE), sized(float[].class, HUGE),
				sized(double[].class, HUGE), tagged(21, HUGE), tagged(22, HUGE), tagged(27, HUGE),
				sized(String[].class, HUGE), sized(Point[].class, HUGE), sized(int[][].class, HUGE), tagged(66, HUGE),
				tagged(67, HUGE), tagged(68, HUGE), tagged(69, HUGE), tagged(70, HUGE), tagged(73, HUGE),
				tagged(80, HUGE), tagged(81, HUGE), tagged(84, HUGE), tagged(90, HUGE), tagged(91, HUGE),
				tagged(95, HUGE), arguments(Object.class, bytes((out) -> {
					out.writeByte(TypeTag.ARRAY);
					out.writeByte(100);
					out.writeVarInt(HUGE, true);
				})));
	}

	private static Arguments sized(Type type, int length) {
		return arguments(type, bytes((out) -> {
			out.writeBoolean(true);
			out.writeVarInt(length, true);
		}));
	}

	private static Arguments tagged(int tag, int length) {
		return arguments(Object.class, bytes((out) -> {
			out.writeVarInt(tag, true);
			out.writeVarInt(length, true);
		}));
	}

	@ParameterizedTest
	@MethodSource("announcedLengths")
	@DisplayName("S38: allocates nothing for lengths that are only announced")
	void announcedLengthsAllocateNothing(Type type, byte[] bytes) {
		assertRefused(type, bytes);
		assertThat(Allocation.of(() -> assertRefused(type, bytes))).isLessThan(BOUND);
	}

	@Test
	@DisplayName("S38: makes no elements that no byte stands for")
	void elementsTakeBytes() {
		Type empties = new TypeOf<List<Empty>>() {
		}.type();
		for (Type type : List.of(empties, new TypeOf<List<Object>>() {
		}.type(), new TypeOf<List<Void>>() {
		}.type(), new TypeOf<Map<Void, Void>>() {
		}.type())) {
			int kind = type.getTypeName().contains("Map") ? 80 : 66;
			byte[] bytes = bytes((out) -> {
				out.writeVarInt(kind, true);
				out.writeVarInt(3_000_000, true);
				out.writeByte(0);
			});
			assertRefused(type, bytes);
			assertThat(Allocation.of(() -> assertRefused(type, bytes))).isLessThan(BOUND);
		}
		List<@Nullable Object> nulls = new ArrayList<>(java.util.Collections.nCopies(1000, null));
		assertThat(this.wire.encode(empties, nulls)).hasSizeGreaterThan(1000);
		assertThat(this.wire.send(empties, nulls)).isEqualTo(nulls);
	}

	@Test
	@DisplayName("puts no object into a field that is not of the field's type")
	void fieldsAreOfTheirType() {
		this.wire.encode(Object.class, new Point(1, 2));
		this.wire.encode(Object.class, new Dog("d"));
		Type boxOfAnimal = new TypeOf<Box<Animal>>() {
		}.type();
		byte[] valid = this.wire.encode(boxOfAnimal, new Box<>(new Dog("d")));
		assertThat(this.wire.decode(boxOfAnimal, valid)).isEqualTo(new Box<>(new Dog("d")));
		byte[] confused = bytes((out) -> {
			out.writeBoolean(true);
			out.writeVarInt(TypeTag.APPLICATION + this.wire.context.typeId(Point.class), true);
			out.writeVarInt(1, false);
			out.writeVarInt(2, false);
		});
		assertRefused(boxOfAnimal, confused);
		// A decimal where a list of strings is declared, then a list where text is.
		assertRefused(new TypeOf<List<String>>() {
		}.type(), new byte[] { 22, 1, 1, 0 });
		assertRefused(Number.class, new byte[] { 66, 0 });
	}

	@Test
	@DisplayName("resolves no class by name, and none that was never bound or is not allowed")
	void classesAreNeverNamed() {
		Kryo kryo = SafeKryo.create(Wire.DEPTH);
		byte[] named = bytes((out) -> {
			out.writeVarInt(1, true);
			out.writeVarInt(0, true);
			out.writeString("java.lang.ProcessBuilder");
		});
		FrameInput input = new FrameInput();
		input.open(named, 0, named.length, this.wire.context);
		assertThatExceptionOfType(KryoException.class).isThrownBy(() -> kryo.readClassAndObject(input));
		assertThatExceptionOfType(KryoException.class).isThrownBy(() -> kryo.register(ProcessBuilder.class));
		assertRefused(Object.class, named);
		assertRefused(Object.class, bytes((out) -> out.writeVarInt(TypeTag.APPLICATION + 12345, true)));
		this.wire.context.types.add(Types.Argless.class);
		this.wire.context.types.add(ProcessBuilder.class);
		for (int id = 0; id < this.wire.context.types.size(); id++) {
			int tag = TypeTag.APPLICATION + id;
			assertRefused(Object.class, bytes((out) -> out.writeVarInt(tag, true)));
		}
		// Records that could cross, if only something led to them.
		int circle = TypeTag.APPLICATION + this.wire.context.typeId(Types.Circle.class);
		assertRefused(Object.class, bytes((out) -> {
			out.writeVarInt(circle, true);
			out.writeDouble(1);
		}));
		assertRefused(Object.class, bytes((out) -> {
			out.writeByte(TypeTag.ARRAY);
			out.writeVarInt(circle, true);
			out.writeVarInt(0, true);
		}));
	}

	@Test
	@DisplayName("copies what is shared, so hashing costs no more than the bytes")
	void sharedSetsAreCopied() {
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.wire.encode(Object.class, lists(24)));
	}

	private static List<?> lists(int depth) {
		List<?> list = List.of();
		for (int i = 0; i < depth; i++) {
			list = List.of(list, list);
		}
		return list;
	}

	@ParameterizedTest
	@ValueSource(ints = { 69, 70, 93 })
	@DisplayName("fills no table with keys made to collide")
	void collidingKeysAreRefused(int kind) {
		Type points = new TypeOf<Iterable<Point>>() {
		}.type();
		for (int count : List.of(256, 257)) {
			byte[] bytes = bytes((out) -> {
				out.writeVarInt(kind, true);
				out.writeVarInt(count, true);
				for (int i = 0; i < count; i++) {
					out.writeBoolean(true);
					out.writeVarInt(i, false);
					out.writeVarInt(-31 * i, false);
				}
			});
			if (count > HashLoad.MOST) {
				assertRefused(points, bytes);
			}
			else {
				assertThat((Iterable<?>) this.wire.decode(points, bytes)).hasSize(count);
			}
		}
		Map<Point, String> map = new java.util.HashMap<>();
		IntStream.range(0, 300).forEach((i) -> map.put(new Point(i, -31 * i), ""));
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> this.wire.encode(Object.class, map))
			.withMessageContaining("hash code");
	}

	@Test
	@DisplayName("S20: goes no deeper than the limit, whatever nests")
	void nestingIsLimited() {
		for (byte[] level : List.of(new byte[] { 3, 100, 1 }, new byte[] { 66, 1 }, new byte[] { 69, 1 },
				new byte[] { 86 }, new byte[] { 87 })) {
			byte[] bytes = bytes((out) -> IntStream.range(0, 20_000).forEach((i) -> out.writeBytes(level)));
			assertRefused(Object.class, bytes);
			assertThat(Allocation.of(() -> assertRefused(Object.class, bytes))).isLessThan(BOUND);
		}
		byte[] slightlyTooDeep = bytes((out) -> {
			IntStream.range(0, Wire.DEPTH + 2).forEach((i) -> out.writeBytes(new byte[] { 66, 1 }));
			out.writeByte(0);
		});
		assertRefused(Object.class, slightlyTooDeep);
		byte[] chain = bytes((out) -> IntStream.range(0, 20_000).forEach((i) -> out.writeBytes(new byte[] { 1, 2 })));
		assertRefused(Types.Node.class, chain);
	}

	@Test
	@DisplayName("drops an instance that saw a failure")
	void failuresLeaveNoTrace() {
		CoderPool pool = new CoderPool(Wire.DEPTH);
		Coder coder = pool.take();
		pool.give(coder);
		assertThat(pool.take()).isSameAs(coder);
		assertThat(pool.size()).isZero();
		byte[] valid = this.wire.encode(Object.class, List.of(new Point(1, 2), "a"));
		for (int i = 0; i < 100; i++) {
			assertRefused(Object.class, new byte[] { 66, 3, 66, 2, 20 });
			assertThat(this.wire.decode(Object.class, valid)).isEqualTo(List.of(new Point(1, 2), "a"));
		}
	}

	@Test
	@DisplayName("keeps no buffer of a large message")
	void buffersAreNotKept() {
		CoderPool pool = new CoderPool(Wire.DEPTH);
		Coder coder = pool.take();
		coder.output().open(new dev.multiprocess.ipc.protocol.FrameBuffer(Wire.LIMIT), this.wire.context);
		coder.output().writeString("x".repeat(500_000));
		byte[] bytes = coder.output().toBytes();
		coder.input().open(bytes, 0, bytes.length, this.wire.context);
		assertThat(coder.input().readString()).hasSize(500_000);
		pool.give(coder);
		assertThat(coder.output().getBuffer()).isEmpty();
		assertThat(coder.input().getBuffer()).isEmpty();
		for (int i = 0; i < 100; i++) {
			pool.give(Coder.create(Wire.DEPTH));
		}
		assertThat(pool.size()).isEqualTo(16);
	}

	@Test
	@DisplayName("knows types of the JDK by fixed numbers, not by order of registration")
	void numbersAreFixed() {
		assertThat(numberOf(Integer.class)).isEqualTo(16);
		assertThat(numberOf(String.class)).isEqualTo(20);
		assertThat(numberOf(Class.class)).isEqualTo(28);
		assertThat(numberOf(java.time.Instant.class)).isEqualTo(41);
		assertThat(numberOf(java.util.concurrent.TimeUnit.class)).isEqualTo(59);
		assertThat(numberOf(ArrayList.class)).isEqualTo(66);
		assertThat(numberOf(java.util.HashMap.class)).isEqualTo(80);
		assertThat(numberOf(List.class)).isEqualTo(90);
		assertThat(numberOf(Object.class)).isEqualTo(100);
	}

	private static int numberOf(Class<?> type) {
		return java.util.Objects.requireNonNull(JdkTypes.named(type)).id();
	}

	@Test
	@DisplayName("takes only known orders, scales, and types without side effects")
	void gadgetsAreRefused() {
		assertRefused(new TypeOf<TreeSet<String>>() {
		}.type(), new byte[] { 71, 9, 0 });
		for (int scale : List.of(JdkLeaves.LARGEST_SCALE, JdkLeaves.LARGEST_SCALE + 1, -1_000_000_000)) {
			byte[] decimal = bytes((out) -> {
				out.writeByte(22);
				out.writeVarInt(1, true);
				out.writeByte(1);
				out.writeVarInt(scale, false);
			});
			if (scale == JdkLeaves.LARGEST_SCALE) {
				assertThat(this.wire.decode(BigDecimal.class, decimal))
					.isEqualTo(new BigDecimal(BigInteger.ONE, scale));
			}
			else {
				assertRefused(BigDecimal.class, decimal);
			}
		}
		for (Type type : List.of(URL.class, Pattern.class, ProcessBuilder.class, ClassLoader.class)) {
			assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> Wire.layout(Wire.codec(), type));
		}
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.wire.encode(BigDecimal.class, BigDecimal.ONE.setScale(10_001)));
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.wire.encode(Object.class, Pattern.compile("a")));
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.wire.encode(Class.class, String.class));
	}

	@Test
	@DisplayName("S15: sends no proxy or lambda where none is declared")
	void proxiesAndLambdasAreNotExportedByAccident() {
		Callable<String> lambda = () -> "x";
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Animal.class },
				(self, method, arguments) -> null);
		for (Object value : List.of(lambda, proxy)) {
			assertThatExceptionOfType(TypeNotAllowedException.class)
				.isThrownBy(() -> this.wire.encode(Object.class, List.of(value)))
				.satisfies((ex) -> assertThat(ex.path()).isEqualTo("Test.call(arg 0)[]"));
		}
		assertThat(this.wire.context.references).isEmpty();
	}

	@Test
	@DisplayName("makes neither serializers nor objects nor unsafe streams of Kryo's own")
	void kryoMakesNothingItself() throws Exception {
		Kryo kryo = SafeKryo.create(Wire.DEPTH);
		assertThatExceptionOfType(KryoException.class).isThrownBy(() -> kryo.getDefaultSerializer(Dto.class));
		assertThatExceptionOfType(KryoException.class).isThrownBy(() -> kryo.newInstance(Dto.class));
		assertThat(kryo.isRegistrationRequired()).isTrue();
		assertThat(kryo.getReferences()).isFalse();
		Path classes = Path.of(KryoCodec.class.getResource("KryoCodec.class").toURI()).getParent();
		try (Stream<Path> files = Files.list(classes)) {
			assertThat(files).hasSizeGreaterThan(40)
				.allSatisfy(
						(file) -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContainPattern(
								"kryo5/unsafe/|FieldSerializer|JavaSerializer|ClosureSerializer|ReflectField"));
		}
	}

	@Test
	@DisplayName("refuses trailing bytes, wrong flags, and numbers of nothing")
	void malformedFramesAreRefused() {
		assertRefused(Point.class, new byte[] { 1, 2, 4, 0 });
		assertRefused(Point.class, new byte[] { 2, 2, 4 });
		assertRefused(boolean.class, new byte[] { 7 });
		assertRefused(Color.class, new byte[] { 1, 3 });
		assertRefused(Color.class, new byte[] { 1, -1, -1, -1, -1, 15 });
		assertRefused(Object.class, new byte[] { 127 });
		assertRefused(Object.class, new byte[] { 100 });
		assertRefused(Object.class, new byte[] { TypeTag.EXACT });
		assertRefused(Types.Service.class, new byte[] { 9 });
		assertRefused(Types.Service.class, new byte[] { -1, -1, -1, -1, 15 });
		assertRefused(java.time.LocalDate.class, new byte[] { 1, 5, 13, 40 });
		assertRefused(Point.class, new byte[0]);
	}

	@Test
	@DisplayName("never changes the bytes it reads")
	void bytesAreNotChanged() {
		byte[] bytes = { 9, 9, 9, 66, 1, 19, 1, 2, 3 };
		byte[] copy = bytes.clone();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(
				() -> Wire.layout(this.wire.receiver, Object.class).decode(bytes, 3, bytes.length, this.wire.context));
		assertThat(bytes).isEqualTo(copy);
	}

	@Test
	@DisplayName("tells a constructor that refuses from a peer that lies")
	void constructorsMayRefuse() {
		byte[] bytes = { 1, 1 };
		assertThatExceptionOfType(IpcException.class).isThrownBy(() -> this.wire.decode(Picky.class, bytes))
			.isNotInstanceOf(ProtocolException.class)
			.withMessageContaining(Picky.class.getName())
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	private void assertRefused(Type type, byte[] bytes) {
		Assertions.assertThatThrownBy(() -> this.wire.decode(type, bytes))
			.as(() -> type + " of " + bytes.length + " bytes")
			.isInstanceOf(ProtocolException.class);
	}

	private static byte[] bytes(java.util.function.Consumer<Output> content) {
		Output output = new Output(64, -1);
		content.accept(output);
		return output.toBytes();
	}

}
