package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.lang.reflect.GenericArrayType;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.protocol.GenericTypes;

/**
 * Describes classes such that both programs find out whether they mean the same.
 */
final class Shapes {

	private Shapes() {
	}

	/** Describes what values of a class are made of, generic types included. */
	static String of(Class<?> type) {
		String name = type.getTypeName() + parameters(type);
		if (type.isEnum()) {
			return "enum " + name
					+ Arrays.stream(type.getEnumConstants())
						.map((constant) -> ((Enum<?>) constant).name())
						.collect(Collectors.joining(",", "{", "}"));
		}
		if (type.isRecord()) {
			return "record " + name
					+ Arrays.stream(type.getRecordComponents())
						.map((component) -> name(component.getGenericType()) + " " + component.getName())
						.collect(Collectors.joining(", ", "(", ")"));
		}
		if (type.isArray() || type.isPrimitive() || JdkTypes.isJdk(type)) {
			return name;
		}
		// What is permitted is left out: a new subtype breaks nothing until it is sent.
		if (Modifier.isAbstract(type.getModifiers())) {
			return (type.isSealed() ? "sealed " : "abstract ") + name;
		}
		return "class " + name + Members.fields(type)
			.stream()
			.map((field) -> name(GenericTypes.resolve(field.getGenericType(), self(type))) + " " + field.getName())
			.collect(Collectors.joining(", ", "{", "}"));
	}

	/** Inherited fields are shown as the class sees them, its own parameters stay. */
	private static Type self(Class<?> type) {
		TypeVariable<?>[] parameters = type.getTypeParameters();
		return (parameters.length == 0) ? type : GenericTypes.parameterized(type, parameters);
	}

	private static String parameters(Class<?> type) {
		TypeVariable<?>[] parameters = type.getTypeParameters();
		return (parameters.length == 0) ? ""
				: Arrays.stream(parameters)
					.map((parameter) -> parameter.getName() + " extends " + names(parameter.getBounds(), " & "))
					.collect(Collectors.joining(", ", "<", ">"));
	}

	/** Spelled out here, as the JDK promises nothing about its own spelling. */
	private static String name(Type type) {
		if (type instanceof ParameterizedType generic) {
			return name(generic.getRawType()) + "<" + names(generic.getActualTypeArguments(), ", ") + ">";
		}
		if (type instanceof GenericArrayType array) {
			return name(array.getGenericComponentType()) + "[]";
		}
		if (type instanceof WildcardType wildcard) {
			return (wildcard.getLowerBounds().length > 0) ? "? super " + names(wildcard.getLowerBounds(), " & ")
					: "? extends " + names(wildcard.getUpperBounds(), " & ");
		}
		return type.getTypeName();
	}

	private static String names(Type[] types, String separator) {
		return Stream.of(types).map(Shapes::name).collect(Collectors.joining(separator));
	}

}
