package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.protocol.GenericTypes;
import dev.multiprocess.ipc.protocol.TypeNames;

/**
 * Describes classes such that both programs find out whether they mean the same.
 */
final class Shapes {

	private Shapes() {
	}

	/**
	 * Describes what values of a class are made of, generic types included, and whether
	 * their class stands in front of them. Constants of an enum are left out, since they
	 * are told apart by name one by one.
	 */
	static String of(Class<?> type) {
		String name = type.getTypeName() + TypeNames.parameters(type);
		if (type.isEnum()) {
			return "enum " + name;
		}
		if (type.isRecord()) {
			return "record " + name
					+ Arrays.stream(type.getRecordComponents())
						.map((component) -> TypeNames.of(component.getGenericType()) + " " + component.getName())
						.collect(Collectors.joining(", ", "(", ")"));
		}
		if (type.isArray() || type.isPrimitive() || JdkTypes.isJdk(type)) {
			return name;
		}
		// What is permitted is left out: a new subtype breaks nothing until it is sent.
		if (Modifier.isAbstract(type.getModifiers())) {
			return (type.isSealed() ? "sealed " : "abstract ") + name;
		}
		return (Modifier.isFinal(type.getModifiers()) ? "final class " : "class ") + name
				+ Members.fields(type)
					.stream()
					.map((field) -> TypeNames.of(GenericTypes.resolve(field.getGenericType(), self(type))) + " "
							+ field.getName())
					.collect(Collectors.joining(", ", "{", "}"));
	}

	/** Inherited fields are shown as the class sees them, its own parameters stay. */
	private static Type self(Class<?> type) {
		TypeVariable<?>[] parameters = type.getTypeParameters();
		return (parameters.length == 0) ? type : GenericTypes.parameterized(type, parameters);
	}

}
