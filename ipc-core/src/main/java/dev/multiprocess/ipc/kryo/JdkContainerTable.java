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
		table.addCollections();
		table.addMaps();
		table.addHolders();
		table.addUnmodifiable();
		return table.types;
	}

	private void addCollections() {
		add(66, ArrayList.class, JdkCollections.collection(ArrayList::new));
		add(67, LinkedList.class, JdkCollections.collection(LinkedList::new));
		add(68, ArrayDeque.class, JdkCollections.collection(ArrayDeque::new));
		add(69, HashSet.class, JdkCollections.hashed(HashSet::new));
		add(70, LinkedHashSet.class, JdkCollections.hashed(LinkedHashSet::new));
		add(71, TreeSet.class, JdkCollections.sorted(JdkCollections::treeSet));
		add(72, EnumSet.class, EnumSetSerializer::make);
		add(73, CopyOnWriteArrayList.class, JdkCollections.collection(CopyOnWriteArrayList::new));
		add(75, PriorityQueue.class, JdkCollections.sorted(JdkCollections::priorityQueue));
		add(76, ConcurrentLinkedQueue.class, JdkCollections.collection(ConcurrentLinkedQueue::new));
		add(77, ConcurrentLinkedDeque.class, JdkCollections.collection(ConcurrentLinkedDeque::new));
		add(78, ConcurrentSkipListSet.class, JdkCollections.sorted((content, comparator) -> {
			ConcurrentSkipListSet<Object> set = new ConcurrentSkipListSet<>(comparator);
			Collections.addAll(set, content);
			return set;
		}));
	}

	private void addMaps() {
		add(80, HashMap.class, JdkCollections.map((count, comparator) -> new HashMap<>(count)));
		add(81, LinkedHashMap.class, JdkCollections.map((count, comparator) -> new LinkedHashMap<>(count)));
		add(82, TreeMap.class, JdkCollections.sortedMap((count, comparator) -> new TreeMap<>(comparator)));
		add(83, EnumMap.class, EnumMapSerializer::make);
		add(84, ConcurrentHashMap.class, JdkCollections.map((count, comparator) -> new ConcurrentHashMap<>(count)));
		add(85, ConcurrentSkipListMap.class,
				JdkCollections.sortedMap((count, comparator) -> new ConcurrentSkipListMap<>(comparator)));
	}

	private void addHolders() {
		add(86, Optional.class, HolderSerializer::optional);
		add(87, AtomicReference.class, HolderSerializer::reference);
		add(88, AbstractMap.SimpleEntry.class, EntrySerializer::mutable);
	}

	private void addUnmodifiable() {
		add(LIST_OF, List.class, JdkCollections.collection(JdkCollections::listOf));
		add(UNMODIFIABLE_LIST, List.class, JdkCollections.collection(JdkCollections::unmodifiableList));
		add(UNMODIFIABLE_COLLECTION, Collection.class,
				JdkCollections.collection(JdkCollections::unmodifiableCollection));
		add(UNMODIFIABLE_SET, Set.class, JdkCollections.hashed(JdkCollections::unmodifiableSet));
		add(UNMODIFIABLE_SORTED_SET, NavigableSet.class, JdkCollections.sorted((content, comparator) -> Collections
			.unmodifiableNavigableSet(JdkCollections.treeSet(content, comparator))));
		add(UNMODIFIABLE_MAP, Map.class, JdkCollections.unmodifiableMap());
		add(UNMODIFIABLE_SORTED_MAP, NavigableMap.class, JdkCollections.unmodifiableSortedMap());
		add(IMMUTABLE_ENTRY, Map.Entry.class, EntrySerializer::immutable);
		add(98, AbstractMap.SimpleImmutableEntry.class, EntrySerializer::immutable);
	}

	private void add(int id, Class<?> type, JdkType.Maker maker) {
		this.types.add(new JdkType(id, type, maker));
	}

}
