package dev.multiprocess.ipc.kryo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * A type of the JDK that both programs know by the same number.
 *
 * @param id the number on the wire
 * @param type what values of it can be assigned to
 * @param maker makes the serializer of their bodies; null if no value is just this type
 */
record JdkType(int id, Class<?> type, @Nullable Maker maker) {

	/** Tells whether there are values of exactly this type. */
	boolean concrete() {
		return this.maker != null;
	}

	/**
	 * Makes the serializer of bodies.
	 * @param declared the type with its arguments, if it has any
	 * @param factory makes the serializers of what it holds
	 */
	ValueSerializer body(Type declared, SerializerFactory factory) {
		Maker known = this.maker;
		if (known == null) {
			throw new IllegalStateException(this.type + " is abstract");
		}
		return known.make(declared, factory);
	}

	/** Returns a type argument, or {@code Object} of a raw type. */
	static Type argument(Type declared, int index) {
		return (declared instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[index] : Object.class;
	}

	/** Makes the serializer of a type's bodies. */
	@FunctionalInterface
	interface Maker {

		ValueSerializer make(Type declared, SerializerFactory factory);

	}

}
