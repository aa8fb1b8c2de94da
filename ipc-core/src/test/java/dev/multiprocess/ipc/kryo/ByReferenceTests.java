package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.kryo.Types.Box;
import dev.multiprocess.ipc.kryo.Types.Handlers;
import dev.multiprocess.ipc.kryo.Types.Operation;
import dev.multiprocess.ipc.kryo.Types.Point;
import dev.multiprocess.ipc.kryo.Types.Remote;
import dev.multiprocess.ipc.kryo.Types.Service;
import dev.multiprocess.ipc.protocol.Codec;
import dev.multiprocess.ipc.protocol.FrameBuffer;
import dev.multiprocess.ipc.protocol.GenericTypes;
import dev.multiprocess.ipc.protocol.NotBoundException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What crosses by reference is mentioned, not copied.
 */
@DisplayName("S16: by reference")
class ByReferenceTests {

	private final Wire wire = new Wire(Operation.class, Box.class);

	@Test
	@DisplayName("remote objects are mentioned as such, even if they are records")
	void remoteObjectsAreMentioned() {
		Remote remote = new Remote("r");
		assertThat(this.wire.send(Service.class, remote)).isSameAs(remote);
		assertThat(this.wire.send(Object.class, remote)).isSameAs(remote);
		assertThat(this.wire.send(new TypeOf<List<Box<Service>>>() {
		}.type(), List.of(new Box<>(remote)))).isEqualTo(List.of(new Box<>(remote)));
		assertThat(this.wire.context.references).containsExactly(remote, remote, remote);
		assertThat(this.wire.context.functionalTypes).containsOnlyNulls();
		assertThat(this.wire.send(Service.class, null)).isNull();
	}

	/** An interface that is not remote. */
	interface Plain {

	}

	/**
	 * A remote object that is also what a position declares, but not through a remote
	 * interface.
	 */
	private static final class Both implements Service, Runnable, Plain {

		@Override
		public void serve() {
		}

		@Override
		public void run() {
		}

	}

	@Test
	@DisplayName("a remote object goes where one of its remote interfaces is declared, or as a function, else is refused")
	void remoteObjectsMustBeUsableAsDeclared() {
		Both both = new Both();
		assertThat(this.wire.send(Runnable.class, both)).isSameAs(both);
		assertThat(this.wire.context.functionalTypes).containsExactly(Runnable.class);
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> this.wire.encode(Plain.class, both))
			.withMessageContaining("none of its remote interfaces");
	}

	@Test
	@DisplayName("functions are mentioned with the type they are declared with, deep inside values")
	void functionsAreMentionedWithTheirType() {
		Consumer<Point> consumer = (point) -> {
		};
		Runnable runnable = () -> {
		};
		Handlers handlers = new Handlers(Map.of("a", consumer), runnable);
		Handlers arrived = (Handlers) this.wire.send(Handlers.class, handlers);
		assertThat(arrived.byName()).containsEntry("a", consumer);
		assertThat(arrived.last()).isSameAs(runnable);
		assertThat(this.wire.context.functionalTypes)
			.containsExactly(GenericTypes.parameterized(Consumer.class, Point.class), Runnable.class);
	}

	@Test
	@DisplayName("enum constants go by value, whatever is declared")
	void enumConstantsGoByValue() {
		for (Type declared : List.of(IntBinaryOperator.class, Object.class, Operation.class)) {
			assertThat(this.wire.send(declared, Operation.PLUS)).isSameAs(Operation.PLUS);
		}
		assertThat(this.wire.context.references).isEmpty();
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> new Wire().encode(IntBinaryOperator.class, Operation.PLUS));
	}

	@Test
	@DisplayName("a layout tells which interfaces and functions are declared, and which classes go by value")
	void layoutsTellWhatTheyNeed() {
		Codec.Layout layout = Wire.layout(Wire.codec(), Handlers.class, new TypeOf<Map<String, Service>>() {
		}.type(), new TypeOf<List<? extends Types.Shape>>() {
		}.type());
		assertThat(layout.remoteInterfaces()).containsExactly(Service.class);
		assertThat(layout.functionalTypes())
			.containsExactlyInAnyOrder(GenericTypes.parameterized(Consumer.class, Point.class), Runnable.class);
		assertThat(layout.types()).containsExactlyInAnyOrder(Handlers.class, Types.Shape.class, Types.Circle.class,
				Types.Square.class, Types.Polygon.class, Point.class);
	}

	@Test
	@DisplayName("a reference of another type than declared is a violation")
	void referencesAreOfTheDeclaredType() {
		this.wire.context.references.add("not a service");
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.wire.decode(Service.class, (byte) 2));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.wire.decode(Runnable.class, (byte) 2));
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.wire.decode(Number.class, (byte) 1, (byte) 0));
	}

	@Test
	@DisplayName("S15: classes cross as the wire names of interfaces")
	void classesCrossAsWireNames() {
		assertThat(this.wire.send(new TypeOf<Class<?>>() {
		}.type(), Service.class)).isEqualTo(Service.class);
		assertThat(this.wire.send(Object.class, Service.class)).isEqualTo(Service.class);
	}

	@Test
	@DisplayName("a class the peer does not know yet interrupts the frame, which is then encoded again")
	void unboundTypesInterruptTheFrame() {
		Codec.Layout layout = Wire.layout(this.wire.sender, Object.class);
		FrameBuffer buffer = new FrameBuffer(1000);
		this.wire.context.bindsTypes = false;
		Object[] values = { List.of("before", new Box<>("content")) };
		assertThatExceptionOfType(NotBoundException.class)
			.isThrownBy(() -> layout.encode(values, buffer, this.wire.context))
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(Box.class));
		assertThat(buffer.position()).isZero();
		this.wire.context.bindsTypes = true;
		assertThat(this.wire.send(Object.class, values[0])).isEqualTo(values[0]);
	}

}
