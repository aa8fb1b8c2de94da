package dev.multiprocess.ipc.kryo;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

import dev.multiprocess.ipc.protocol.GenericTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds with which type arguments a class stands where a type is declared.
 */
final class Subtypes {

	private Subtypes() {
	}

	/**
	 * Narrows a declared type to a class, as in {@code ArrayList<String>} for
	 * {@code Collection<String>}.
	 * @param type the class of a value
	 * @param declared the declared type, free of variables and wildcards
	 * @return the class with its arguments, or null if such values may not stand there
	 */
	static @Nullable Type narrow(Class<?> type, Type declared) {
		TypeVariable<?>[] parameters = type.getTypeParameters();
		Type self = (parameters.length > 0) ? GenericTypes.parameterized(type, parameters) : type;
		Map<TypeVariable<?>, Type> found = new HashMap<>();
		if (!match(self, declared, found)) {
			return null;
		}
		if (parameters.length == 0) {
			return type;
		}
		Type[] arguments = new Type[parameters.length];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = argument(parameters[i], found.get(parameters[i]));
		}
		return GenericTypes.parameterized(type, arguments);
	}

	private static boolean match(Type actual, Type declared, Map<TypeVariable<?>, Type> found) {
		if (actual instanceof TypeVariable<?> variable) {
			Type former = found.putIfAbsent(variable, declared);
			return former == null || former.equals(declared);
		}
		Type component = component(declared);
		if (component != null && actual instanceof GenericArrayType array) {
			return match(array.getGenericComponentType(), component, found);
		}
		Class<?> declaredClass = GenericTypes.erase(declared);
		if (!declaredClass.isAssignableFrom(GenericTypes.erase(actual))) {
			return false;
		}
		if (declared instanceof ParameterizedType generic) {
			TypeVariable<?>[] parameters = declaredClass.getTypeParameters();
			for (int i = 0; i < parameters.length; i++) {
				Type meaning = GenericTypes.resolve(parameters[i], actual);
				if (!match(meaning, generic.getActualTypeArguments()[i], found)) {
					return false;
				}
			}
		}
		return true;
	}

	private static @Nullable Type component(Type array) {
		if (array instanceof GenericArrayType generic) {
			return generic.getGenericComponentType();
		}
		return (array instanceof Class<?> type) ? type.getComponentType() : null;
	}

	/** Of the bound of a parameter and what is declared, the narrower one counts. */
	private static Type argument(TypeVariable<?> parameter, @Nullable Type declared) {
		Type bound = GenericTypes.resolve(parameter, Object.class);
		if (declared == null) {
			return bound;
		}
		Class<?> wide = GenericTypes.erase(declared);
		Class<?> narrow = GenericTypes.erase(bound);
		return (wide != narrow && wide.isAssignableFrom(narrow)) ? bound : declared;
	}

}
