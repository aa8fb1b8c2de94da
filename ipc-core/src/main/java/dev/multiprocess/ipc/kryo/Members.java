package dev.multiprocess.ipc.kryo;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a record or bean, with access to them.
 *
 * @param constructor takes an {@code Object[]} of the components of a record, or nothing
 * for a bean; returns {@code Object}
 * @param parts the components in their order, or the fields by name
 */
record Members(MethodHandle constructor, List<Part> parts) {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

	private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

	/**
	 * Opens a record or bean.
	 * @param type its class
	 * @return its parts
	 * @throws Refusal if they are out of reach
	 */
	static Members of(Class<?> type) {
		try {
			return type.isRecord() ? ofRecord(type) : ofBean(type);
		}
		catch (InaccessibleObjectException ex) {
			throw Refusal.notAllowed(type, "its module does not open package " + type.getPackageName() + "; open it to "
					+ describe(Members.class.getModule()));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the fields that make up the state of a bean, in the order of the wire. */
	static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
			Arrays.stream(owner.getDeclaredFields())
				.filter((field) -> !Modifier.isStatic(field.getModifiers()))
				.filter((field) -> !Modifier.isTransient(field.getModifiers()))
				.forEach(fields::add);
		}
		// Stable: of two fields of one name, the one of the subclass comes first.
		fields.sort(Comparator.comparing(Field::getName));
		return fields;
	}

	private static Members ofRecord(Class<?> type) throws ReflectiveOperationException {
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] classes = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		Constructor<?> canonical = open(type.getDeclaredConstructor(classes));
		MethodHandle constructor = LOOKUP.unreflectConstructor(canonical)
			.asFixedArity()
			.asSpreader(Object[].class, classes.length)
			.asType(MethodType.methodType(Object.class, Object[].class));
		List<Part> parts = new ArrayList<>();
		for (RecordComponent component : components) {
			MethodHandle getter = LOOKUP.unreflect(open(component.getAccessor())).asType(GETTER);
			parts.add(new Part(component.getName(), component.getGenericType(), getter, null));
		}
		return new Members(constructor, List.copyOf(parts));
	}

	private static Members ofBean(Class<?> type) throws ReflectiveOperationException {
		MethodHandle constructor = LOOKUP.unreflectConstructor(open(type.getDeclaredConstructor()))
			.asType(MethodType.methodType(Object.class));
		List<Part> parts = new ArrayList<>();
		for (Field field : fields(type)) {
			open(field);
			parts.add(new Part(field.getName(), field.getGenericType(), LOOKUP.unreflectGetter(field).asType(GETTER),
					LOOKUP.unreflectSetter(field).asType(SETTER)));
		}
		return new Members(constructor, List.copyOf(parts));
	}

	private static <T extends AccessibleObject> T open(T member) {
		member.setAccessible(true);
		return member;
	}

	private static String describe(Module module) {
		return module.isNamed() ? "module " + module.getName() : "all unnamed modules";
	}

	/**
	 * A component or field.
	 *
	 * @param name its name
	 * @param type its generic type as declared
	 * @param getter reads it; all types are {@code Object}
	 * @param setter writes it after a check of its type; null for records
	 */
	record Part(String name, Type type, MethodHandle getter, @Nullable MethodHandle setter) {
	}

}
