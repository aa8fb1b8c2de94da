package dev.multiprocess.ipc.kryo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.kryo.CollectionSerializer.CollectionBuilder;
import dev.multiprocess.ipc.kryo.CollectionSerializer.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How each kind of collection and map is made from its content.
 *
 * <p>
 * Sets and maps that cannot be modified are wrappers of linked ones: they keep the order
 * of the sender, and the tables behind {@code Set.of} are slow with keys chosen to
 * collide.
 */
final class JdkCollections {

	private JdkCollections() {
	}

	static JdkType.Maker collection(Function<Collection<Object>, Collection<?>> constructor) {
		return collection(new Kind(false, false, (content, comparator) -> constructor.apply(Arrays.asList(content))));
	}

	static JdkType.Maker hashed(Function<Collection<Object>, Collection<?>> constructor) {
		return collection(new Kind(false, true, (content, comparator) -> constructor.apply(Arrays.asList(content))));
	}

	static JdkType.Maker sorted(CollectionBuilder builder) {
		return collection(new Kind(true, false, builder));
	}

	static JdkType.Maker map(MapSerializer.Empty empty) {
		return map(new MapSerializer.Kind(false, empty, UnaryOperator.identity()));
	}

	static JdkType.Maker sortedMap(MapSerializer.Empty empty) {
		return map(new MapSerializer.Kind(true, empty, UnaryOperator.identity()));
	}

	static JdkType.Maker unmodifiableMap() {
		return map(new MapSerializer.Kind(false, (count, comparator) -> new LinkedHashMap<>(count),
				Collections::unmodifiableMap));
	}

	static JdkType.Maker unmodifiableSortedMap() {
		return map(new MapSerializer.Kind(true, (count, comparator) -> new TreeMap<>(comparator),
				(map) -> Collections.unmodifiableNavigableMap((NavigableMap<Object, Object>) map)));
	}

	private static JdkType.Maker collection(Kind kind) {
		return (declared, factory) -> new CollectionSerializer(kind, factory.position(JdkType.argument(declared, 0)));
	}

	private static JdkType.Maker map(MapSerializer.Kind kind) {
		return (declared, factory) -> new MapSerializer(kind, factory.position(JdkType.argument(declared, 0)),
				factory.position(JdkType.argument(declared, 1)));
	}

	/** {@code Stream.toList()} may hold nulls, {@code List.of} may not. */
	static Collection<?> listOf(Collection<Object> content) {
		for (Object element : content) {
			if (element == null) {
				return unmodifiableList(content);
			}
		}
		return List.copyOf(content);
	}

	static Collection<?> unmodifiableList(Collection<Object> content) {
		return Collections.unmodifiableList(new ArrayList<>(content));
	}

	static Collection<?> unmodifiableSet(Collection<Object> content) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(content));
	}

	static Collection<?> unmodifiableCollection(Collection<Object> content) {
		return Collections.unmodifiableCollection(new ArrayList<>(content));
	}

	static TreeSet<Object> treeSet(@Nullable Object[] content, @Nullable Comparator<Object> comparator) {
		TreeSet<Object> set = new TreeSet<>(comparator);
		Collections.addAll(set, content);
		return set;
	}

	static PriorityQueue<Object> priorityQueue(@Nullable Object[] content, @Nullable Comparator<Object> comparator) {
		PriorityQueue<Object> queue = new PriorityQueue<>(Math.max(1, content.length), comparator);
		Collections.addAll(queue, content);
		return queue;
	}

}
