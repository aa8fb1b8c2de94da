package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one declared type, or of one class. Immutable once
 * compiled, so one serves all threads.
 *
 * <p>
 * Two kinds exist. A <em>body</em> never meets {@code null}; a <em>position</em> accepts
 * it and puts a byte or an id before the body. Each value takes at least one byte in its
 * position, so that no count on the wire can exceed the bytes that follow it.
 */
abstract class ValueSerializer extends Serializer<Object> {

	private final boolean nests;

	/**
	 * Creates a serializer.
	 * @param acceptsNull whether it is a position
	 * @param nests whether its values hold values, which counts as a level of depth
	 */
	ValueSerializer(boolean acceptsNull, boolean nests) {
		super(acceptsNull);
		this.nests = nests;
	}

	/** Writes a value that stands within another one. */
	final void put(Kryo kryo, Output output, @Nullable Object value) {
		if (!this.nests) {
			write(kryo, output, value);
			return;
		}
		int limit = ((FrameOutput) output).maxDepth();
		if (kryo.getDepth() >= limit) {
			throw Refusal.tooDeep(limit);
		}
		kryo.writeObject(output, value, this);
	}

	/** Reads a value that stands within another one. */
	final @Nullable Object take(Kryo kryo, Input input) {
		return this.nests ? kryo.readObject(input, Object.class, this) : read(kryo, input, Object.class);
	}

	@Override
	public abstract void write(Kryo kryo, Output output, @Nullable Object value);

	@Override
	public abstract @Nullable Object read(Kryo kryo, Input input, Class<?> type);

	/** Reads a number of values, each of which takes some bytes at least. */
	static int readCount(Input input, int bytesEach) {
		return ((FrameInput) input).readCount(bytesEach);
	}

	static ValueContext context(Output output) {
		return ((FrameOutput) output).context();
	}

	static ValueContext context(Input input) {
		return ((FrameInput) input).context();
	}

	static ProtocolException malformed(String what) {
		return new ProtocolException("Malformed value: " + what);
	}

}
