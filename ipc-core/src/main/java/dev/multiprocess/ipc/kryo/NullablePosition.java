package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * A position whose declared type fixes the class: one byte tells whether there is a
 * value.
 */
final class NullablePosition extends ValueSerializer {

	private final ValueSerializer body;

	NullablePosition(ValueSerializer body) {
		super(true, false);
		this.body = body;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		output.writeBoolean(value != null);
		if (value != null) {
			this.body.put(kryo, output, value);
		}
	}

	@Override
	public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
		return input.readBoolean() ? this.body.take(kryo, input) : null;
	}

}
