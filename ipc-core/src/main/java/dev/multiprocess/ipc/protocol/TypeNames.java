package dev.multiprocess.ipc.protocol;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spells out types for both programs to compare: equal texts mean that values cross in
 * the same way.
 */
public final class TypeNames {

	private TypeNames() {
	}

	/**
	 * Names a type.
	 * @param type any type
	 * @return its name with type arguments, and whether its objects cross by reference;
	 * type variables are numbered, as their names mean nothing to values
	 */
	public static String of(Type type) {
		if (type instanceof ParameterizedType generic) {
			return of(generic.getRawType()) + "<" + of(generic.getActualTypeArguments(), ", ") + ">";
		}
		if (type instanceof GenericArrayType array) {
			return of(array.getGenericComponentType()) + "[]";
		}
		if (type instanceof WildcardType wildcard) {
			return (wildcard.getLowerBounds().length > 0) ? "? super " + of(wildcard.getLowerBounds(), " & ")
					: "? extends " + of(wildcard.getUpperBounds(), " & ");
		}
		if (type instanceof TypeVariable<?> variable) {
			return "T" + (List.of(variable.getGenericDeclaration().getTypeParameters()).indexOf(variable) + 1);
		}
		return of((Class<?>) type);
	}

	private static String of(Class<?> type) {
		if (type.isArray()) {
			return of(type.getComponentType()) + "[]";
		}
		if (RemoteTypes.isRemoteInterface(type)) {
			return "remote " + type.getName();
		}
		// What is functional in the JDK is so everywhere.
		return (RemoteTypes.isFunctional(type) && !type.getName().startsWith("java.") ? "functional " : "")
				+ type.getName();
	}

	/** Names several types. */
	static String of(Type[] types, String separator) {
		return Stream.of(types).map(TypeNames::of).collect(Collectors.joining(separator));
	}

	/**
	 * Names the classes and interfaces outside the JDK that a class extends, at any
	 * distance.
	 */
	static List<String> parents(Class<?> type) {
		Set<String> found = new TreeSet<>();
		collectParents(type, found);
		return List.copyOf(found);
	}

	private static void collectParents(Class<?> type, Set<String> found) {
		Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
			.filter((parent) -> !parent.getName().startsWith("java.") && found.add(parent.getName()))
			.forEach((parent) -> collectParents(parent, found));
	}

	/**
	 * Names the parameters of a generic class.
	 * @param type a class
	 * @return the numbers of its parameters with their bounds, or an empty text
	 */
	public static String parameters(Class<?> type) {
		TypeVariable<?>[] parameters = type.getTypeParameters();
		return (parameters.length == 0) ? ""
				: Stream.of(parameters)
					.map((parameter) -> of(parameter) + " extends " + of(parameter.getBounds(), " & "))
					.collect(Collectors.joining(", ", "<", ">"));
	}

}
