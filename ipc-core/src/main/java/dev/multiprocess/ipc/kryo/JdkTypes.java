package dev.multiprocess.ipc.kryo;

import java.util.Arrays;
import java.util.ArrayList;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.LinkedHashSet;
import java.util.TreeSet;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds the types of the JDK that values may have.
 */
final class JdkTypes {

	private static final List<JdkType> TYPES = JdkTable.types();

	private static final @Nullable JdkType[] BY_ID = byId();

	/**
	 * Types of the same class are told apart by their values only; the first names it.
	 */
	private static final Map<Class<?>, JdkType> BY_CLASS = TYPES.stream()
		.collect(Collectors.toUnmodifiableMap(JdkType::type, (type) -> type, (first, second) -> first));

	private static final ClassValue<Optional<JdkType>> OF_VALUES = new ClassValue<>() {

		@Override
		protected Optional<JdkType> computeValue(Class<?> type) {
			return Optional.ofNullable(search(type));
		}

	};

	private JdkTypes() {
	}

	/** Tells whether a class comes with the Java runtime. */
	static boolean isJdk(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	/** Returns the type with this very id, or null. */
	static @Nullable JdkType withId(int id) {
		return (id >= 0 && id < BY_ID.length) ? BY_ID[id] : null;
	}

	/** Returns the type that is this very class, which may be abstract, or null. */
	static @Nullable JdkType named(Class<?> type) {
		return BY_CLASS.get(type);
	}

	/** Returns what values of a class travel as, or null. */
	static @Nullable JdkType ofValues(Class<?> type) {
		return OF_VALUES.get(type).orElse(null);
	}

	/** Tells whether any value of these types can stand where a type is declared. */
	static boolean anyFits(Class<?> declared) {
		return TYPES.stream().anyMatch((type) -> type.concrete() && declared.isAssignableFrom(type.type()));
	}

	/** Tells whether objects of a class hold objects of its type arguments. */
	static boolean holds(Class<?> type) {
		return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)
				|| Map.Entry.class.isAssignableFrom(type) || type == Optional.class || type == AtomicReference.class;
	}

	private static @Nullable JdkType[] byId() {
		@Nullable JdkType[] result = new @Nullable JdkType[TypeTag.APPLICATION];
		for (JdkType type : TYPES) {
			if (result[type.id()] != null) {
				throw new IllegalStateException("id " + type.id() + " is given twice");
			}
			result[type.id()] = type;
		}
		return result;
	}

	private static @Nullable JdkType search(Class<?> type) {
		JdkType exact = BY_CLASS.get(type);
		if (exact != null && exact.concrete()) {
			return exact;
		}
		if (!isJdk(type)) {
			return null;
		}
		if (Enum.class.isAssignableFrom(type)) {
			return type.isEnum() ? null : BY_CLASS.get(type.getSuperclass());
		}
		return isUnmodifiable(type.getName()) ? unmodifiable(type) : nearest(type);
	}

	private static boolean isUnmodifiable(String name) {
		return Arrays
			.stream(new String[] { "java.util.ImmutableCollections$", "java.util.Collections$Unmodifiable",
					"java.util.Collections$Empty", "java.util.Collections$Singleton",
					"java.util.Collections$CopiesList", "java.util.KeyValueHolder" })
			.anyMatch(name::startsWith);
	}

	private static @Nullable JdkType unmodifiable(Class<?> type) {
		if (List.class.isAssignableFrom(type)) {
			return withId(type.getName().startsWith("java.util.ImmutableCollections$") ? JdkContainerTable.LIST_OF
					: JdkContainerTable.UNMODIFIABLE_LIST);
		}
		if (SortedSet.class.isAssignableFrom(type)) {
			return withId(JdkContainerTable.UNMODIFIABLE_SORTED_SET);
		}
		if (Set.class.isAssignableFrom(type)) {
			return withId(JdkContainerTable.UNMODIFIABLE_SET);
		}
		if (SortedMap.class.isAssignableFrom(type)) {
			return withId(JdkContainerTable.UNMODIFIABLE_SORTED_MAP);
		}
		if (Map.class.isAssignableFrom(type)) {
			return withId(JdkContainerTable.UNMODIFIABLE_MAP);
		}
		if (Map.Entry.class.isAssignableFrom(type)) {
			return withId(JdkContainerTable.IMMUTABLE_ENTRY);
		}
		return Collection.class.isAssignableFrom(type) ? withId(JdkContainerTable.UNMODIFIABLE_COLLECTION) : null;
	}

	private static @Nullable JdkType nearest(Class<?> type) {
		if (ZoneId.class.isAssignableFrom(type)) {
			return BY_CLASS.get(ZoneId.class);
		}
		if (Map.class.isAssignableFrom(type)) {
			return BY_CLASS.get(SortedMap.class.isAssignableFrom(type) ? TreeMap.class : LinkedHashMap.class);
		}
		if (Map.Entry.class.isAssignableFrom(type)) {
			return BY_CLASS.get(AbstractMap.SimpleEntry.class);
		}
		return Collection.class.isAssignableFrom(type) ? nearestCollection(type) : null;
	}

	private static @Nullable JdkType nearestCollection(Class<?> type) {
		if (EnumSet.class.isAssignableFrom(type)) {
			return BY_CLASS.get(EnumSet.class);
		}
		if (SortedSet.class.isAssignableFrom(type)) {
			return BY_CLASS.get(TreeSet.class);
		}
		if (Set.class.isAssignableFrom(type)) {
			return BY_CLASS.get(LinkedHashSet.class);
		}
		if (type == PriorityBlockingQueue.class) {
			return BY_CLASS.get(PriorityQueue.class);
		}
		boolean queue = Queue.class.isAssignableFrom(type) || Deque.class.isAssignableFrom(type);
		boolean list = List.class.isAssignableFrom(type);
		return BY_CLASS.get((queue && !list) ? ArrayDeque.class : ArrayList.class);
	}

}
