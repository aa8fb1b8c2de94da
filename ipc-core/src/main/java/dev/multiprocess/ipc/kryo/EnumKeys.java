package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.BitSet;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.GenericTypes;

/**
 * Which constants of an enum are present: one bit each, after the enum itself unless it
 * is declared.
 */
final class EnumKeys {

	private final Class<?> declared;

	private final SerializerFactory factory;

	/** A byte for eight constants bounds what a set or map allocates for absent ones. */
	EnumKeys(Type declared, SerializerFactory factory) {
		this.declared = GenericTypes.erase(declared);
		this.factory = factory;
	}

	boolean knowsType() {
		return this.declared.isEnum();
	}

	void write(Output output, Class<?> type, BitSet present) {
		if (!knowsType()) {
			this.factory.types().require(type);
			TypeTag.write(output, type);
		}
		int count = bytes(type.getEnumConstants().length);
		byte[] bytes = present.toByteArray();
		output.writeBytes(bytes);
		for (int i = bytes.length; i < count; i++) {
			output.writeByte(0);
		}
	}

	Class<?> readType(Input input) {
		if (knowsType()) {
			return this.declared;
		}
		Class<?> type = TypeTag.read(input, this.factory.types());
		if (!type.isEnum() || !this.declared.isAssignableFrom(type)) {
			throw ValueSerializer.malformed(type.getName() + " where constants of " + this.declared + " are declared");
		}
		return type;
	}

	BitSet read(Input input, int constants) {
		BitSet present = BitSet.valueOf(input.readBytes(bytes(constants)));
		if (present.length() > constants) {
			throw ValueSerializer.malformed("constant " + (present.length() - 1) + " of " + constants);
		}
		return present;
	}

	private static int bytes(int constants) {
		return (constants + Byte.SIZE - 1) / Byte.SIZE;
	}

}
