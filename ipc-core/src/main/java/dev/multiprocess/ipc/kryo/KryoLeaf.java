package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Runs a serializer of Kryo for a class where that is safe on a checked input.
 *
 * @param <T> the type of the values
 */
final class KryoLeaf<T> extends ValueSerializer {

	private final Class<T> type;

	private final Serializer<T> serializer;

	KryoLeaf(Class<T> type, Serializer<T> serializer) {
		super(false, false);
		this.type = type;
		this.serializer = serializer;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		this.serializer.write(kryo, output, this.type.cast(value));
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> ignored) {
		return this.serializer.read(kryo, input, this.type);
	}

}
