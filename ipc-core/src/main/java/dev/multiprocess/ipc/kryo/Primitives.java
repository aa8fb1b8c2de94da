package dev.multiprocess.ipc.kryo;

import java.util.Map;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;

/**
 * Serializers of primitive values, which are never null and of fixed or variable width.
 */
final class Primitives {

	private static final Map<Class<?>, Leaf<?>> SERIALIZERS = Map.of(boolean.class,
			Leaf.<Boolean>of(Output::writeBoolean, Input::readBoolean), byte.class,
			Leaf.<Byte>of((output, value) -> output.writeByte(value.byteValue()), Input::readByte), short.class,
			Leaf.<Short>of(Output::writeShort, Input::readShort), char.class,
			Leaf.<Character>of(Output::writeChar, Input::readChar), int.class,
			Leaf.<Integer>of((output, value) -> output.writeVarInt(value, false), (input) -> input.readVarInt(false)),
			long.class,
			Leaf.<Long>of((output, value) -> output.writeVarLong(value, false), (input) -> input.readVarLong(false)),
			float.class, Leaf.<Float>of(Output::writeFloat, Input::readFloat), double.class,
			Leaf.<Double>of(Output::writeDouble, Input::readDouble),
			// A value of "void" is null in a call, and takes no byte.
			void.class, Leaf.nullable((output, value) -> {
			}, (input) -> null));

	private Primitives() {
	}

	static ValueSerializer of(Class<?> type) {
		Leaf<?> serializer = SERIALIZERS.get(type);
		if (serializer == null) {
			throw new IllegalArgumentException(type + " is not primitive");
		}
		return serializer;
	}

}
