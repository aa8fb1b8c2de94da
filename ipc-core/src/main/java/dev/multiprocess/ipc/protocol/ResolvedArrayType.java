package dev.multiprocess.ipc.protocol;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;

/**
 * An array whose elements have a generic type.
 *
 * @param component the type of the elements
 */
record ResolvedArrayType(Type component) implements GenericArrayType {

	@Override
	public Type getGenericComponentType() {
		return this.component;
	}

	@Override
	public String getTypeName() {
		return this.component.getTypeName() + "[]";
	}

	@Override
	public String toString() {
		return getTypeName();
	}

}
