package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.TypeNotAllowedException;

/**
 * The numbers that stand for classes on the wire.
 *
 * <p>
 * <pre>
 * 0          no value
 * 1          a reference to a remote object
 * 2          exactly the declared class
 * 3          an array; the tag of its elements follows
 * 4 … 127    a type of the JDK, see {@link JdkTable}
 * 128 …      a class of the application: 128 + its id on this connection
 * </pre>
 */
final class TypeTag {

	static final int NULL = 0;

	static final int REFERENCE = 1;

	static final int EXACT = 2;

	static final int ARRAY = 3;

	static final int APPLICATION = 128;

	private static final int MOST_DIMENSIONS = 8;

	private TypeTag() {
	}

	/**
	 * Writes a class.
	 * @param type one that both programs can name
	 */
	static void write(Output output, Class<?> type) {
		Class<?> element = type;
		for (; element.isArray(); element = element.getComponentType()) {
			output.writeByte(ARRAY);
		}
		JdkType known = JdkTypes.named(element);
		output.writeVarInt((known != null) ? known.id() : APPLICATION + id(output, element), true);
	}

	private static int id(Output output, Class<?> type) {
		try {
			return ValueSerializer.context(output).typeId(type);
		}
		catch (TypeNotAllowedException ex) {
			// Nobody but the serializers knows the path.
			throw ex.allowable() ? Refusal.notAllowedYet(ex.type(), ex.remedy())
					: Refusal.notAllowed(ex.type(), ex.remedy());
		}
	}

	/**
	 * Reads a class.
	 * @param types the classes that may cross
	 */
	static Class<?> read(Input input, ValueTypes types) {
		int dimensions = 0;
		int tag = input.readVarInt(true);
		while (tag == ARRAY) {
			if (++dimensions > MOST_DIMENSIONS) {
				throw ValueSerializer.malformed("an array of too many dimensions");
			}
			tag = input.readVarInt(true);
		}
		Class<?> type = element(input, tag, types);
		for (; dimensions > 0; dimensions--) {
			type = type.arrayType();
		}
		return type;
	}

	private static Class<?> element(Input input, int tag, ValueTypes types) {
		if (tag >= APPLICATION) {
			Class<?> type = ValueSerializer.context(input).type(tag - APPLICATION);
			types.demand(type);
			return type;
		}
		JdkType known = JdkTypes.withId(tag);
		if (known == null) {
			throw ValueSerializer.malformed("no type has number " + tag);
		}
		return known.type();
	}

}
