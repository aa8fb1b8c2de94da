package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.GenericTypes;
import dev.multiprocess.ipc.protocol.PeerConstants;

/**
 * Which constants of an enum are present: one bit for each that the receiver knows, after
 * the enum itself unless it is declared.
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

	/** Writes the constants; returns them in the order of the receiver. */
	List<Enum<?>> write(Output output, Class<?> type, Collection<? extends Enum<?>> present) {
		if (!knowsType()) {
			this.factory.types().require(type);
			TypeTag.write(output, type);
		}
		PeerConstants peer = ValueSerializer.context(output).constants(type);
		List<Enum<?>> ordered = new ArrayList<>(present);
		if (peer != null) {
			// Else they come in the order of their declaration, which is the same there.
			ordered.sort(Comparator.comparingInt((constant) -> EnumSerializer.ordinal(peer, constant)));
		}
		BitSet bits = new BitSet();
		ordered.forEach((constant) -> bits.set(EnumSerializer.ordinal(peer, constant)));
		write(output, bits, bytes((peer != null) ? peer.count() : type.getEnumConstants().length));
		return ordered;
	}

	private static void write(Output output, BitSet bits, int count) {
		byte[] bytes = bits.toByteArray();
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
