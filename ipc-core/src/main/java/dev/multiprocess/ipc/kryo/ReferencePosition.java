package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.protocol.RemoteTypes;
import org.jspecify.annotations.Nullable;

/**
 * A position whose objects cross by reference.
 *
 * <p>
 * On the wire: 0 for null; 1, a class, and an ordinal for enum constants, which always
 * cross by value; else 2 + the index among the references of the frame.
 */
final class ReferencePosition extends ValueSerializer {

	private static final int CONSTANT = 1;

	private static final int FIRST = 2;

	private final Class<?> declared;

	private final @Nullable Type functionalType;

	private final SerializerFactory factory;

	ReferencePosition(Class<?> declared, @Nullable Type functionalType, SerializerFactory factory) {
		super(true, false);
		this.declared = declared;
		this.functionalType = functionalType;
		this.factory = factory;
	}

	@Override
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		if (value == null) {
			output.writeByte(TypeTag.NULL);
		}
		else if (value instanceof Enum<?> constant) {
			Class<?> type = constant.getDeclaringClass();
			this.factory.types().require(type);
			output.writeByte(CONSTANT);
			TypeTag.write(output, type);
			this.factory.body(type).write(kryo, output, value);
		}
		else {
			if (Adapters.refuses(this.declared, value)) {
				throw Refusal.notAllowed(value.getClass(),
						"it does not tell when it is done; pass a CompletableFuture");
			}
			Type as = (this.functionalType != null && !isRemoteAs(value, this.declared)) ? this.functionalType : null;
			output.writeVarInt(FIRST + mention(output, value, this.declared, as), true);
		}
	}

	@Override
	public @Nullable Object read(Kryo kryo, Input input, Class<?> ignored) {
		int tag = input.readVarInt(true);
		if (tag == TypeTag.NULL) {
			return null;
		}
		if (tag != CONSTANT) {
			return reference(input, tag - FIRST, this.declared, this.functionalType);
		}
		Class<?> type = TypeTag.read(input, this.factory.types());
		if (!type.isEnum() || !this.declared.isAssignableFrom(type)) {
			throw malformed(type.getName() + " where a constant of " + this.declared.getName() + " is declared");
		}
		return this.factory.body(type).read(kryo, input, type);
	}

	private static boolean isRemoteAs(Object value, Class<?> declared) {
		for (Class<?> type : RemoteTypes.interfacesOf(value.getClass())) {
			if (declared.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

	/** Mentions an object, unless the receiver could not use it as what is declared. */
	static int mention(Output output, Object value, Class<?> declared, @Nullable Type functionalType) {
		if (functionalType == null && !isRemoteAs(value, declared)) {
			throw Refusal.notAllowed(value.getClass(),
					"it travels by reference, but none of its remote interfaces is a " + declared.getName()
							+ "; declare one of these instead");
		}
		return context(output).mention(value, functionalType);
	}

	/** Looks up a reference and makes sure that it is what was declared. */
	static Object reference(Input input, int index, Class<?> declared, @Nullable Type functionalType) {
		if (index < 0) {
			throw malformed("reference " + index);
		}
		Object found = context(input).reference(index, declared, functionalType);
		if (!declared.isInstance(found)) {
			throw malformed("a reference where " + declared.getName() + " is declared");
		}
		return found;
	}

}
