package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.PeerConstants;
import org.jspecify.annotations.Nullable;

/**
 * Enum constants: the number that the receiver gives to the constant of that name.
 */
final class EnumSerializer extends ValueSerializer {

	private final Class<?> type;

	private final Object[] constants;

	EnumSerializer(Class<?> type) {
		super(false, false);
		this.type = type;
		this.constants = type.getEnumConstants();
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		output.writeVarInt(ordinal(context(output).constants(this.type), (Enum<?>) value), true);
	}

	/**
	 * Returns the receiver's number for a constant.
	 * @param peer the constants of the receiver, or null if the same as here
	 */
	static int ordinal(@Nullable PeerConstants peer, Enum<?> constant) {
		int ordinal = (peer != null) ? peer.ordinal(constant.ordinal()) : constant.ordinal();
		if (peer != null && ordinal < 0) {
			throw Refusal.lacking(peer, constant);
		}
		return ordinal;
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
