package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/**
 * Serializers of primitive values, which are never null and of fixed or variable width.
 */
final class Primitives {

	private Primitives() {
	}

	/** Made when it is met: each reference to a method costs a class of its own. */
	static ValueSerializer of(Class<?> type) {
		return switch (type.getName()) {
			case "boolean" -> Leaf.<Boolean>of(Output::writeBoolean, Input::readBoolean);
			case "byte" -> Leaf.<Byte>of((output, value) -> output.writeByte(value.byteValue()), Input::readByte);
			case "short" -> Leaf.<Short>of(Output::writeShort, Input::readShort);
			case "char" -> Leaf.<Character>of(Output::writeChar, Input::readChar);
			case "int" -> Leaf.<Integer>of((output, value) -> output.writeVarInt(value, false),
					(input) -> input.readVarInt(false));
			case "long" -> Leaf.<Long>of((output, value) -> output.writeVarLong(value, false),
					(input) -> input.readVarLong(false));
			case "float" -> Leaf.<Float>of(Output::writeFloat, Input::readFloat);
			case "double" -> Leaf.<Double>of(Output::writeDouble, Input::readDouble);
			// A value of "void" is null in a call, and takes no byte.
			case "void" -> Leaf.nullable((output, value) -> {
			}, (input) -> null);
			default -> throw new IllegalArgumentException(type + " is not primitive");
		};
	}

}
