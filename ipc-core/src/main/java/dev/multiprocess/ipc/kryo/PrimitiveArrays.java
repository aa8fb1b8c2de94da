package dev.multiprocess.ipc.kryo;

import java.util.Map;
import java.util.function.ToIntFunction;

import com.esotericsoftware.kryo.kryo5.io.Input;

/**
 * Serializers of arrays of primitives: a count, then elements of fixed width.
 */
final class PrimitiveArrays {

	private static final Map<Class<?>, Leaf<?>> SERIALIZERS = Map.of(boolean.class,
			of((boolean[] array) -> array.length, (output, array) -> output.writeBooleans(array, 0, array.length),
					Input::readBooleans),
			byte.class,
			of((byte[] array) -> array.length, (output, array) -> output.writeBytes(array, 0, array.length),
					Input::readBytes),
			short.class,
			of((short[] array) -> array.length, (output, array) -> output.writeShorts(array, 0, array.length),
					Input::readShorts),
			char.class,
			of((char[] array) -> array.length, (output, array) -> output.writeChars(array, 0, array.length),
					Input::readChars),
			int.class,
			of((int[] array) -> array.length, (output, array) -> output.writeInts(array, 0, array.length),
					Input::readInts),
			long.class,
			of((long[] array) -> array.length, (output, array) -> output.writeLongs(array, 0, array.length),
					Input::readLongs),
			float.class,
			of((float[] array) -> array.length, (output, array) -> output.writeFloats(array, 0, array.length),
					Input::readFloats),
			double.class, of((double[] array) -> array.length,
					(output, array) -> output.writeDoubles(array, 0, array.length), Input::readDoubles));

	private PrimitiveArrays() {
	}

	/** Returns the serializer for arrays of a primitive type. */
	static ValueSerializer of(Class<?> component) {
		Leaf<?> serializer = SERIALIZERS.get(component);
		if (serializer == null) {
			throw new IllegalArgumentException(component + " is not primitive");
		}
		return serializer;
	}

	private static <A> Leaf<A> of(ToIntFunction<A> length, Leaf.Writer<A> writer, SizedReader<A> reader) {
		return Leaf.of((output, array) -> {
			output.writeVarInt(length.applyAsInt(array), true);
			writer.write(output, array);
		}, (input) -> reader.read(input, input.readVarInt(true)));
	}

	/**
	 * Reads an array.
	 *
	 * @param <A> the type of the array
	 */
	@FunctionalInterface
	private interface SizedReader<A> {

		A read(Input input, int length);

	}

}
