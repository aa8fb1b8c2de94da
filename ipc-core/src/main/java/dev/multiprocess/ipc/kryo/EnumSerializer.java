package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Enum constants: their ordinal. The constants are part of the shape that both programs
 * compare.
 */
final class EnumSerializer extends ValueSerializer {

	private final Object[] constants;

	EnumSerializer(Class<?> type) {
		super(false, false);
		this.constants = type.getEnumConstants();
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		output.writeVarInt(((Enum<?>) value).ordinal(), true);
	}

	@Override
	public Object read(Kryo kryo, Input input, Class<?> type) {
		int ordinal = input.readVarInt(true);
		if (ordinal < 0 || ordinal >= this.constants.length) {
			throw malformed("constant " + ordinal + " of " + this.constants.length);
		}
		return this.constants[ordinal];
	}

}
