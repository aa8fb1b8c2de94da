package dev.multiprocess.ipc.kryo;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Spells a generic type in a test: {@code new TypeOf<List<String>>() { }.type()}.
 *
 * @param <T> the type
 */
@SuppressWarnings("unused")
abstract class TypeOf<T> {

	Type type() {
		return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
	}

}
