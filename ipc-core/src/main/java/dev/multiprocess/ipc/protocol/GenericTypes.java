package dev.multiprocess.ipc.protocol;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Works out what generic types mean where they are used.
 */
public final class GenericTypes {

	private GenericTypes() {
	}

	/**
	 * Replaces type variables by what they stand for.
	 * @param type a type as declared by a member of the context or of its super-types
	 * @param context a class or parameterized type that gives the variables a meaning
	 * @return the type without variables of the context; other variables, and wildcards,
	 * become their first upper bound; equal types have equal names in every program
	 */
	public static Type resolve(Type type, Type context) {
		Map<TypeVariable<?>, Type> known = new HashMap<>();
		collect(context, known);
		return substitute(type, known, Set.of());
	}

	/**
	 * Returns the class behind a type.
	 * @param type any type
	 * @return its class without type arguments; of a variable or wildcard, the class of
	 * its first upper bound
	 */
	public static Class<?> erase(Type type) {
		if (type instanceof Class<?> plain) {
			return plain;
		}
		if (type instanceof ParameterizedType parameterized) {
			return (Class<?>) parameterized.getRawType();
		}
		if (type instanceof GenericArrayType array) {
			return erase(array.getGenericComponentType()).arrayType();
		}
		if (type instanceof WildcardType wildcard) {
			return erase(wildcard.getUpperBounds()[0]);
		}
		return erase(((TypeVariable<?>) type).getBounds()[0]);
	}

	/**
	 * Applies a generic class to arguments.
	 * @param type a class with type parameters
	 * @param arguments as many types as it has parameters
	 * @return the parameterized type
	 */
	public static ParameterizedType parameterized(Class<?> type, Type... arguments) {
		return new ResolvedType(type, arguments);
	}

	private static void collect(Type context, Map<TypeVariable<?>, Type> known) {
		Class<?> type = erase(context);
		if (context instanceof ParameterizedType parameterized) {
			TypeVariable<?>[] variables = type.getTypeParameters();
			Type[] arguments = parameterized.getActualTypeArguments();
			for (int i = 0; i < variables.length; i++) {
				known.putIfAbsent(variables[i], argument(arguments[i], variables[i], known, Set.of()));
			}
		}
		if (type.getGenericSuperclass() != null) {
			collect(substitute(type.getGenericSuperclass(), known, Set.of()), known);
		}
		for (Type parent : type.getGenericInterfaces()) {
			collect(substitute(parent, known, Set.of()), known);
		}
	}

	private static Type substitute(Type type, Map<TypeVariable<?>, Type> known, Set<TypeVariable<?>> pending) {
		if (type instanceof ParameterizedType parameterized) {
			Class<?> raw = erase(type);
			Type[] arguments = parameterized.getActualTypeArguments();
			for (int i = 0; i < arguments.length; i++) {
				TypeVariable<?> parameter = raw.getTypeParameters()[i];
				arguments[i] = (arguments[i] instanceof WildcardType)
						? argument(arguments[i], parameter, known, pending) : substitute(arguments[i], known, pending);
			}
			return new ResolvedType(raw, arguments);
		}
		if (type instanceof GenericArrayType array) {
			Type component = substitute(array.getGenericComponentType(), known, pending);
			return (component instanceof Class<?> plain) ? plain.arrayType() : new ResolvedArrayType(component);
		}
		if (type instanceof WildcardType wildcard) {
			return substitute(wildcard.getUpperBounds()[0], known, pending);
		}
		if (type instanceof TypeVariable<?> variable) {
			Type meaning = known.get(variable);
			return (meaning != null) ? meaning : bound(variable, known, pending);
		}
		return type;
	}

	/** A wildcard without a bound means the bound of the parameter it stands for. */
	private static Type argument(Type argument, TypeVariable<?> parameter, Map<TypeVariable<?>, Type> known,
			Set<TypeVariable<?>> pending) {
		if (!(argument instanceof WildcardType wildcard)) {
			return argument;
		}
		Type upper = wildcard.getUpperBounds()[0];
		return (upper == Object.class) ? bound(parameter, known, pending) : substitute(upper, known, pending);
	}

	/** Variables that are bounded by themselves end in their class. */
	private static Type bound(TypeVariable<?> variable, Map<TypeVariable<?>, Type> known,
			Set<TypeVariable<?>> pending) {
		if (pending.contains(variable)) {
			return erase(variable);
		}
		Set<TypeVariable<?>> deeper = new HashSet<>(pending);
		deeper.add(variable);
		return substitute(variable.getBounds()[0], known, deeper);
	}

}
