package dev.multiprocess.ipc.kryo;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The types of the JDK that hold other values, with their numbers from 66 to 99.
 */
final class JdkContainerTable {

	static final int LIST_OF = 90;

	static final int UNMODIFIABLE_LIST = 91;

	static final int UNMODIFIABLE_COLLECTION = 92;

	static final int UNMODIFIABLE_SET = 93;

	static final int UNMODIFIABLE_SORTED_SET = 94;

	static final int UNMODIFIABLE_MAP = 95;

	static final int UNMODIFIABLE_SORTED_MAP = 96;

	static final int IMMUTABLE_ENTRY = 97;

	private final List<JdkType> types = new ArrayList<>();

	private JdkContainerTable() {
	}

	static List<JdkType> types() {
		JdkContainerTable table = new JdkContainerTable();
		table.addAll();
		return table.types;
	}

	private void addAll() {
		add(66, ArrayList.class);
		add(67, LinkedList.class);
		add(68, ArrayDeque.class);
		add(69, HashSet.class);
		add(70, LinkedHashSet.class);
		add(71, TreeSet.class);
		add(72, EnumSet.class);
		add(73, CopyOnWriteArrayList.class);
		add(75, PriorityQueue.class);
		add(76, ConcurrentLinkedQueue.class);
		add(77, ConcurrentLinkedDeque.class);
		add(78, ConcurrentSkipListSet.class);
		add(80, HashMap.class);
		add(81, LinkedHashMap.class);
		add(82, TreeMap.class);
		add(83, EnumMap.class);
		add(84, ConcurrentHashMap.class);
		add(85, ConcurrentSkipListMap.class);
		add(86, Optional.class);
		add(87, AtomicReference.class);
		add(88, AbstractMap.SimpleEntry.class);
		add(LIST_OF, List.class);
		add(UNMODIFIABLE_LIST, List.class);
		add(UNMODIFIABLE_COLLECTION, Collection.class);
		add(UNMODIFIABLE_SET, Set.class);
		add(UNMODIFIABLE_SORTED_SET, NavigableSet.class);
		add(UNMODIFIABLE_MAP, Map.class);
		add(UNMODIFIABLE_SORTED_MAP, NavigableMap.class);
		add(IMMUTABLE_ENTRY, Map.Entry.class);
		add(98, AbstractMap.SimpleImmutableEntry.class);
	}

	/**
	 * Returns what makes the serializer of a type's bodies. Called when such a type is
	 * met: each reference to a method costs a class of its own.
	 */
	private static JdkType.Maker maker(int id) {
		return (id < 80) ? collection(id) : (id < 86) ? map(id) : (id < LIST_OF) ? holder(id) : unmodifiable(id);
	}

	private static JdkType.Maker collection(int id) {
		return switch (id) {
			case 66 -> JdkCollections.collection(ArrayList::new);
			case 67 -> JdkCollections.collection(LinkedList::new);
			case 68 -> JdkCollections.collection(ArrayDeque::new);
			case 69 -> JdkCollections.hashed(HashSet::new);
			case 70 -> JdkCollections.hashed(LinkedHashSet::new);
			case 71 -> JdkCollections.sorted(JdkCollections::treeSet);
			case 72 -> EnumSetSerializer::make;
			case 73 -> JdkCollections.collection(CopyOnWriteArrayList::new);
			case 75 -> JdkCollections.sorted(JdkCollections::priorityQueue);
			case 76 -> JdkCollections.collection(ConcurrentLinkedQueue::new);
			case 77 -> JdkCollections.collection(ConcurrentLinkedDeque::new);
			case 78 -> JdkCollections.sorted((content, comparator) -> {
				ConcurrentSkipListSet<Object> set = new ConcurrentSkipListSet<>(comparator);
				Collections.addAll(set, content);
				return set;
			});
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	private static JdkType.Maker map(int id) {
		return switch (id) {
			case 80 -> JdkCollections.map((count, comparator) -> new HashMap<>(count));
			case 81 -> JdkCollections.map((count, comparator) -> new LinkedHashMap<>(count));
			case 82 -> JdkCollections.sortedMap((count, comparator) -> new TreeMap<>(comparator));
			case 83 -> EnumMapSerializer::make;
			case 84 -> JdkCollections.map((count, comparator) -> new ConcurrentHashMap<>(count));
			case 85 -> JdkCollections.sortedMap((count, comparator) -> new ConcurrentSkipListMap<>(comparator));
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	private static JdkType.Maker holder(int id) {
		return switch (id) {
			case 86 -> HolderSerializer::optional;
			case 87 -> HolderSerializer::reference;
			case 88 -> EntrySerializer::mutable;
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	private static JdkType.Maker unmodifiable(int id) {
		return switch (id) {
			case LIST_OF -> JdkCollections.collection(JdkCollections::listOf);
			case UNMODIFIABLE_LIST -> JdkCollections.collection(JdkCollections::unmodifiableList);
			case UNMODIFIABLE_COLLECTION -> JdkCollections.collection(JdkCollections::unmodifiableCollection);
			case UNMODIFIABLE_SET -> JdkCollections.hashed(JdkCollections::unmodifiableSet);
			case UNMODIFIABLE_SORTED_SET -> JdkCollections.sorted((content, comparator) -> Collections
				.unmodifiableNavigableSet(JdkCollections.treeSet(content, comparator)));
			case UNMODIFIABLE_MAP -> JdkCollections.unmodifiableMap();
			case UNMODIFIABLE_SORTED_MAP -> JdkCollections.unmodifiableSortedMap();
			case IMMUTABLE_ENTRY -> EntrySerializer::immutable;
			case 98 -> EntrySerializer::immutable;
			default -> throw new IllegalArgumentException("No type has the number " + id);
		};
	}

	private void add(int id, Class<?> type) {
		this.types.add(new JdkType(id, type, (declared, factory) -> maker(id).make(declared, factory)));
	}

}
