package dev.multiprocess.ipc.kryo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import dev.multiprocess.ipc.adapter.Adapters;
import dev.multiprocess.ipc.protocol.GenericTypes;

/**
 * Finds under which types futures and streams travel.
 */
final class AdapterTypes {

	private AdapterTypes() {
	}

	/**
	 * Returns the interface through which an object is called.
	 * @param declared its declared type, of the form {@link Form#UNDER_WAY}
	 * @return the interface, with the type argument of the declared type if it has one
	 */
	static Type of(Type declared) {
		Class<?> plain = GenericTypes.erase(declared);
		Class<?> adapter = Adapters.interfaceFor(plain);
		if (adapter == null) {
			throw new IllegalStateException(declared + " does not stand for anything under way");
		}
		return (adapter.getTypeParameters().length == 0) ? adapter
				: GenericTypes.parameterized(adapter, argument(declared));
	}

	/** Returns the type of what a future or stream yields. */
	static Type argument(Type declared) {
		return (declared instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[0] : Object.class;
	}

}
