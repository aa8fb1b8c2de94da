package dev.multiprocess.ipc.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.kryo.KryoCodec;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import org.jspecify.annotations.Nullable;

/**
 * Builds a frame byte by byte, right or wrong.
 */
final class RawFrame {

	/** Nests deeper than victims allow. */
	static final Codec CODEC = new KryoCodec(Set.of(), List.of(), 512, RawFrame.class.getClassLoader());

	/** The types of an interface get ids from here on. */
	static final int TYPES = 1000;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final DataOutputStream out = new DataOutputStream(this.bytes);

	private final ByteArrayOutputStream references = new ByteArrayOutputStream();

	private int count;

	private RawFrame(int type, int number) {
		u32(type << 24).u32(number);
	}

	static RawFrame reply(int type, int number) {
		return new RawFrame(type, number);
	}

	static RawFrame call(int number, long object, int interfaceId, int method) {
		return new RawFrame(Frame.CALL, number).u64(object).u16(interfaceId).u16(method);
	}

	/** A call by name, as an honest peer would make it. */
	static RawFrame call(int number, long object, int interfaceId, InterfaceModel model, String method) {
		return call(number, object, interfaceId, index(model, method));
	}

	/** A call that nobody answers. */
	static RawFrame oneWay(int number, long object, int interfaceId, InterfaceModel model, String method) {
		return new RawFrame(Frame.ONE_WAY, number).u64(object).u16(interfaceId).u16(index(model, method));
	}

	static int index(InterfaceModel model, String method) {
		return model.methods()
			.stream()
			.filter((candidate) -> candidate.method().getName().equals(method))
			.findFirst()
			.orElseThrow()
			.index();
	}

	static RawFrame binding(int number, int id, InterfaceModel model) {
		RawFrame frame = call(number, Frame.CONNECTION, 0, 0);
		List<Class<?>> types = new ArrayList<>(model.types());
		frame.u32(types.size());
		for (Class<?> type : types) {
			frame.type(typeId(model, type), type);
		}
		frame.u8(1).u32(id).text(model.name()).u32(model.methods().size());
		model.methods().forEach((method) -> frame.text(method.key()).text(method.signature()));
		return frame.u32(0);
	}

	/** A class, without constants, as it is bound. */
	RawFrame type(int id, Class<?> type) {
		return u32(id).text(type.getName()).text(CODEC.shape(type)).u32(0).u32(0);
	}

	static int typeId(InterfaceModel model, Class<?> type) {
		return TYPES + new ArrayList<>(model.types()).indexOf(type);
	}

	RawFrame u8(int value) {
		return write(() -> this.out.writeByte(value));
	}

	RawFrame u16(int value) {
		return write(() -> this.out.writeShort(value));
	}

	RawFrame u32(int value) {
		return write(() -> this.out.writeInt(value));
	}

	RawFrame u64(long value) {
		return write(() -> this.out.writeLong(value));
	}

	RawFrame text(String value) {
		byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
		return u32(utf8.length).raw(utf8);
	}

	RawFrame raw(byte... value) {
		return write(() -> this.out.write(value));
	}

	private interface Writing {

		void run() throws IOException;

	}

	private RawFrame write(Writing writing) {
		try {
			writing.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Appends a value as an honest peer would, application classes under the id given.
	 */
	RawFrame value(Type declared, @Nullable Object value, int typeId) {
		FrameBuffer buffer = new FrameBuffer(16 * 1024 * 1024);
		CODEC.layout(List.of(new DeclaredValue(declared, "raw")))
			.encode(new Object[] { value }, buffer, new Ids(typeId));
		byte[] content = new byte[buffer.position()];
		System.arraycopy(buffer.bytes(), 0, content, 0, content.length);
		return raw(content);
	}

	/** Adds a reference to an object of the sender. */
	RawFrame exported(long id, int... interfaces) {
		ByteBuffer buffer = ByteBuffer.allocate(9 + 2 * interfaces.length);
		for (int each : interfaces) {
			buffer.putShort((short) each);
		}
		return reference(buffer.putLong(id).put((byte) interfaces.length).array());
	}

	/** Adds a reference to an object of the receiver. */
	RawFrame home(long id) {
		return reference(ByteBuffer.allocate(9).putLong(id).put((byte) Frame.HOME).array());
	}

	RawFrame reference(byte[] content) {
		this.references.writeBytes(content);
		this.count++;
		return this;
	}

	/** Announces any number of references. */
	RawFrame announce(int references) {
		this.count = references;
		return this;
	}

	/** Returns the frame with its length. */
	byte[] toBytes() {
		raw(this.references.toByteArray());
		byte[] content = this.bytes.toByteArray();
		ByteBuffer frame = ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content);
		if (content.length >= 4) {
			frame.putInt(4, frame.getInt(4) | this.count);
		}
		return frame.array();
	}

	/** Gives every class the same id, and every object reference 0. */
	private record Ids(int typeId) implements ValueContext {

		@Override
		public int typeId(Class<?> type) {
			return this.typeId;
		}

		@Override
		public void checkIsA(Class<?> type, Class<?> declared) {
			// The peer knows the same classes.
		}

		@Override
		public @Nullable PeerConstants constants(Class<?> type) {
			return null;
		}

		@Override
		public Class<?> type(int id) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int mention(Object object, @Nullable Type functionalType) {
			return 0;
		}

		@Override
		public Object reference(int index, Class<?> expected, @Nullable Type functionalType) {
			throw new UnsupportedOperationException();
		}

		@Override
		public String interfaceName(Class<?> type) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Class<?> interfaceNamed(String name) {
			throw new UnsupportedOperationException();
		}

	}

}
