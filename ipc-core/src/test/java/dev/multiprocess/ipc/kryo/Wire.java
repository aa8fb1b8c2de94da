package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.protocol.Codec;
import dev.multiprocess.ipc.protocol.FrameBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends values from a codec to another one, as two processes would.
 */
final class Wire {

	static final int LIMIT = 1024 * 1024;

	static final int DEPTH = 64;

	final FakeContext context = new FakeContext();

	final KryoCodec sender;

	final KryoCodec receiver;

	Wire(Class<?>... allowed) {
		this.sender = codec(allowed);
		this.receiver = codec(allowed);
	}

	static KryoCodec codec(Class<?>... allowed) {
		return new KryoCodec(Set.of(allowed), List.of(), DEPTH, Wire.class.getClassLoader());
	}

	static Codec.Layout layout(Codec codec, Type... types) {
		return codec
			.layout(Arrays.stream(types).map((type) -> new Codec.DeclaredValue(type, "Test.call(arg 0)")).toList());
	}

	/** Returns a value as it arrives where a type is declared. */
	@Nullable Object send(Type declared, @Nullable Object value) {
		return decode(declared, encode(declared, value));
	}

	byte[] encode(Type declared, @Nullable Object value) {
		FrameBuffer buffer = new FrameBuffer(LIMIT);
		layout(this.sender, declared).encode(new Object[] { value }, buffer, this.context);
		return Arrays.copyOf(buffer.bytes(), buffer.position());
	}

	@Nullable Object decode(Type declared, byte... bytes) {
		return layout(this.receiver, declared).decode(bytes, 0, bytes.length, this.context)[0];
	}

}
