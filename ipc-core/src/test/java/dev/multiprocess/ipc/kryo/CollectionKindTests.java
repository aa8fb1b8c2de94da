package dev.multiprocess.ipc.kryo;

import java.lang.reflect.Type;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.kryo.Types.Color;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Collections of the JDK keep their kind.
 */
@DisplayName("S14: collections")
class CollectionKindTests {

	private static final Type STRINGS = new TypeOf<Collection<String>>() {
	}.type();

	private static final Type MAP = new TypeOf<Map<String, Integer>>() {
	}.type();

	private final Wire wire = new Wire(Color.class);

	static Stream<Collection<String>> mutable() {
		List<String> source = List.of("c", "a", "b");
		return Stream.of(new ArrayList<>(source), new LinkedList<>(source), new ArrayDeque<>(source),
				new HashSet<>(source), new LinkedHashSet<>(source), new TreeSet<>(source),
				new CopyOnWriteArrayList<>(source), new PriorityQueue<>(source), new ConcurrentLinkedQueue<>(source),
				new ConcurrentLinkedDeque<>(source), new ConcurrentSkipListSet<>(source), new ArrayList<>());
	}

	@ParameterizedTest
	@MethodSource("mutable")
	@DisplayName("that can be modified keep class and order, and can be modified")
	void mutableOnesKeepTheirClass(Collection<String> value) {
		for (Type declared : List.of(STRINGS, Object.class)) {
			Collection<String> arrived = send(declared, value);
			assertThat(arrived).hasSameClassAs(value).containsExactlyElementsOf(value);
			assertThat(arrived.add("d")).isTrue();
		}
	}

	static Stream<Collection<String>> unmodifiable() {
		List<String> source = List.of("c", "a", "b");
		return Stream.of(List.of(), List.of("a"), List.of("b", "a"), source, Set.of(), Set.of("x"), Set.of("a", "b"),
				Set.copyOf(source), source.stream().toList(), Arrays.asList("a", null).stream().toList(),
				Collections.emptyList(), Collections.emptySet(), Collections.singleton("a"),
				Collections.singletonList(null), Collections.nCopies(3, "a"),
				Collections.unmodifiableList(new ArrayList<>(source)),
				Collections.unmodifiableList(new LinkedList<>(source)),
				Collections.unmodifiableSet(new LinkedHashSet<>(source)),
				Collections.unmodifiableSortedSet(new TreeSet<>(source)),
				Collections.unmodifiableCollection(new ArrayDeque<>(source)), source.subList(0, 2));
	}

	@ParameterizedTest
	@MethodSource("unmodifiable")
	@DisplayName("that cannot be modified keep their order, and cannot be modified")
	void unmodifiableOnesStayUnmodifiable(Collection<String> value) {
		for (Type declared : List.of(STRINGS, Object.class)) {
			Collection<String> arrived = send(declared, value);
			assertThat(arrived).containsExactlyElementsOf(value);
			for (Class<?> kind : List.of(List.class, Set.class, SortedSet.class)) {
				assertThat(kind.isInstance(arrived)).isEqualTo(kind.isInstance(value));
			}
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> arrived.add("d"));
		}
	}

	@Test
	@DisplayName("made by List.of refuse null, as they do at home")
	void listOfRefusesNull() {
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> send(STRINGS, List.of("a", "b", "c")).contains(null));
		assertThat(send(STRINGS, Collections.unmodifiableList(new ArrayList<>(List.of("a")))).contains(null)).isFalse();
	}

	static Stream<Map<String, Integer>> maps() {
		Map<String, Integer> source = new LinkedHashMap<>();
		source.put("c", 1);
		source.put("a", 2);
		source.put("b", 3);
		return Stream.of(new HashMap<>(source), new LinkedHashMap<>(source), new TreeMap<>(source),
				new ConcurrentHashMap<>(source), new ConcurrentSkipListMap<>(source));
	}

	@ParameterizedTest
	@MethodSource("maps")
	@DisplayName("maps keep class and order, and can be modified")
	void mapsKeepTheirClass(Map<String, Integer> value) {
		for (Type declared : List.of(MAP, Object.class)) {
			Map<String, Integer> arrived = sendMap(declared, value);
			assertThat(arrived).hasSameClassAs(value).containsExactlyEntriesOf(value);
			assertThat(arrived.put("d", 4)).isNull();
		}
	}

	static Stream<Map<String, Integer>> unmodifiableMaps() {
		return Stream.of(Map.of(), Map.of("a", 1), Map.of("b", 1, "a", 2), Collections.emptyMap(),
				Collections.singletonMap("a", null), Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", 1))),
				Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", 1))));
	}

	@ParameterizedTest
	@MethodSource("unmodifiableMaps")
	@DisplayName("maps that cannot be modified stay so")
	void unmodifiableMapsStayUnmodifiable(Map<String, Integer> value) {
		for (Type declared : List.of(MAP, Object.class)) {
			Map<String, Integer> arrived = sendMap(declared, value);
			assertThat(arrived).isEqualTo(value);
			assertThat(arrived instanceof SortedMap).isEqualTo(value instanceof SortedMap);
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> arrived.put("d", 4));
		}
	}

	@Test
	@DisplayName("that are views or wrappers arrive as the nearest kind that can be modified")
	void viewsBecomeTheNearestKind() {
		List<String> list = new ArrayList<>(List.of("a", "b", "c"));
		Map<String, Integer> map = new LinkedHashMap<>(Map.of("a", 1));
		assertThat(send(STRINGS, Arrays.asList("a", null))).isInstanceOf(ArrayList.class).containsExactly("a", null);
		assertThat(send(STRINGS, list.subList(1, 3))).isInstanceOf(ArrayList.class).containsExactly("b", "c");
		assertThat(send(STRINGS, Collections.synchronizedList(list))).isInstanceOf(ArrayList.class);
		assertThat(send(STRINGS, map.keySet())).isInstanceOf(LinkedHashSet.class);
		assertThat(send(Object.class, map.values())).isInstanceOf(ArrayList.class);
		assertThat(send(STRINGS, new LinkedBlockingQueue<>(list))).isInstanceOf(ArrayDeque.class);
		assertThat(sendMap(MAP, Collections.synchronizedMap(map))).isInstanceOf(LinkedHashMap.class);
		assertThat(sendMap(MAP, new TreeMap<>(Map.of("a", 1, "b", 2)).headMap("b"))).isInstanceOf(TreeMap.class);
	}

	@Test
	@DisplayName("sorted in a known order keep it")
	void knownOrdersAreKept() {
		for (Comparator<String> order : List.of(Comparator.<String>naturalOrder(), Comparator.<String>reverseOrder(),
				String.CASE_INSENSITIVE_ORDER, String.CASE_INSENSITIVE_ORDER.reversed())) {
			TreeSet<String> set = new TreeSet<>(order);
			Collections.addAll(set, "b", "A", "c");
			assertThat(send(STRINGS, set)).isInstanceOf(TreeSet.class).containsExactlyElementsOf(set);
			TreeMap<String, Integer> map = new TreeMap<>(order);
			set.forEach((key) -> map.put(key, 1));
			assertThat(sendMap(MAP, map)).containsExactlyEntriesOf(map);
		}
	}

	@Test
	@DisplayName("sorted by a comparator of the application are refused at the sender")
	void comparatorsOfTheApplicationAreRefused() {
		TreeSet<String> set = new TreeSet<>(Comparator.comparing(String::length));
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(() -> send(STRINGS, set))
			.withMessageContaining("comparator");
	}

	@Test
	@DisplayName("of enum constants keep their kind, empty or not, declared or not")
	void enumCollectionsKeepTheirKind() {
		for (Type declared : List.of(new TypeOf<Set<Color>>() {
		}.type(), Object.class, new TypeOf<Set<Object>>() {
		}.type())) {
			for (EnumSet<Color> set : List.of(EnumSet.allOf(Color.class), EnumSet.noneOf(Color.class))) {
				EnumSet<?> arrived = (EnumSet<?>) this.wire.send(declared, set);
				assertThat(arrived).isEqualTo(set);
				assertThat(EnumSet.complementOf(arrived)).isEqualTo(EnumSet.complementOf(set));
			}
		}
		EnumMap<Color, String> map = new EnumMap<>(Map.of(Color.BLUE, "b", Color.RED, "r"));
		assertThat(this.wire.send(Object.class, map)).isInstanceOf(EnumMap.class).isEqualTo(map);
		Type declared = new TypeOf<EnumMap<Color, String>>() {
		}.type();
		assertThat(this.wire.send(declared, map)).isInstanceOf(EnumMap.class).isEqualTo(map);
		assertThat(this.wire.send(declared, new EnumMap<>(Color.class))).isInstanceOf(EnumMap.class);
	}

	@Test
	@DisplayName("entries stay entries")
	void entriesStayEntries() {
		assertThat(this.wire.send(Object.class, Map.entry("a", 1))).isEqualTo(Map.entry("a", 1));
		assertThat(this.wire.send(Object.class, new AbstractMap.SimpleEntry<>("a", 1)))
			.isInstanceOf(AbstractMap.SimpleEntry.class);
		assertThat(this.wire.send(Object.class, new AbstractMap.SimpleImmutableEntry<>("a", null)))
			.isInstanceOf(AbstractMap.SimpleImmutableEntry.class);
		Object node = new HashMap<>(Map.of("a", 1)).entrySet().iterator().next();
		assertThat(this.wire.send(Object.class, node)).isEqualTo(Map.entry("a", 1));
	}

	@Test
	@DisplayName("of the application are refused at the sender")
	void collectionsOfTheApplicationAreRefused() {
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> send(STRINGS, new ArrayList<>(List.of("a")) {
				private static final long serialVersionUID = 1L;

			}))
			.withMessageContaining("Test.call(arg 0)");
	}

	@SuppressWarnings("unchecked")
	private Collection<String> send(Type declared, Object value) {
		return (Collection<String>) this.wire.send(declared, value);
	}

	@SuppressWarnings("unchecked")
	private Map<String, Integer> sendMap(Type declared, Object value) {
		return (Map<String, Integer>) this.wire.send(declared, value);
	}

}
