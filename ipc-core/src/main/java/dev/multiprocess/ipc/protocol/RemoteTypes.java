package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.adapter.Adapter;

/**
 * Tells what travels by reference, and under which interfaces.
 */
public final class RemoteTypes {

	private static final ClassValue<List<Class<?>>> INTERFACES = new ClassValue<>() {

		@Override
		protected List<Class<?>> computeValue(Class<?> type) {
			Set<Class<?>> found = new LinkedHashSet<>();
			collect(type, found);
			// A super-interface adds nothing to the interface that extends it.
			found.removeIf((candidate) -> found.stream()
				.anyMatch((other) -> other != candidate && candidate.isAssignableFrom(other)));
			return List.copyOf(found);
		}

	};

	private RemoteTypes() {
	}

	private static void collect(Class<?> type, Set<Class<?>> found) {
		if (isRemoteInterface(type)) {
			found.add(type);
		}
		List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
		if (type.getSuperclass() != null) {
			parents.add(type.getSuperclass());
		}
		parents.forEach((parent) -> collect(parent, found));
	}

	/**
	 * Returns the remote interfaces that objects of a class travel under.
	 * @param type a class or interface
	 * @return its most specific remote interfaces; none if its objects are copied
	 */
	public static List<Class<?>> interfacesOf(Class<?> type) {
		return Enum.class.isAssignableFrom(type) ? List.of() : INTERFACES.get(type);
	}

	/** Returns the remote interfaces that an interface says it extends. */
	static List<Class<?>> directParentsOf(Class<?> type) {
		return Stream.of(type.getInterfaces()).filter(RemoteTypes::isRemoteInterface).toList();
	}

	/** Returns all remote interfaces that an interface extends, by name. */
	static List<Class<?>> parentsOf(Class<?> type) {
		Set<Class<?>> found = new LinkedHashSet<>();
		collect(type, found);
		found.remove(type);
		return found.stream().sorted(Comparator.comparing(Class::getName)).toList();
	}

	/**
	 * Tells whether a type is an interface marked as remote.
	 * @param type a class or interface
	 * @return whether it carries {@link RemoteInterface} itself
	 */
	public static boolean isRemoteInterface(Class<?> type) {
		return type.isInterface() && type.isAnnotationPresent(RemoteInterface.class);
	}

	/**
	 * Tells whether values declared with a type travel by reference although their class
	 * is not remote.
	 * @param type the declared type
	 * @return whether it is a {@link FunctionalInterface}, or an {@link Adapter} through
	 * which we call what is none
	 */
	public static boolean isFunctional(Class<?> type) {
		return type.isInterface() && !isRemoteInterface(type)
				&& (type.isAnnotationPresent(FunctionalInterface.class) || type.isAnnotationPresent(Adapter.class));
	}

	/**
	 * Returns the name under which both programs know a remote interface.
	 * @param type a remote interface
	 * @return its wire name
	 */
	public static String wireName(Class<?> type) {
		RemoteInterface marker = type.getAnnotation(RemoteInterface.class);
		return (marker != null && !marker.name().isEmpty()) ? marker.name() : type.getName();
	}

}
