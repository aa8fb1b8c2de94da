package dev.multiprocess.ipc.kryo;

import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * The few orders that sorted collections may have: a comparator chosen by a peer would be
 * code chosen by a peer.
 */
final class Orders {

	private static final int NATURAL = 0;

	private static final int REVERSE = 1;

	private static final int CASE_INSENSITIVE = 2;

	private static final int CASE_INSENSITIVE_REVERSE = 3;

	private Orders() {
	}

	static void write(Output output, Object sorted) {
		Comparator<?> comparator = comparator(sorted);
		if (comparator == null || comparator.equals(Comparator.naturalOrder())) {
			output.writeByte(NATURAL);
		}
		else if (comparator.equals(Comparator.reverseOrder())) {
			output.writeByte(REVERSE);
		}
		else if (comparator.equals(String.CASE_INSENSITIVE_ORDER)) {
			output.writeByte(CASE_INSENSITIVE);
		}
		else if (comparator.equals(String.CASE_INSENSITIVE_ORDER.reversed())) {
			output.writeByte(CASE_INSENSITIVE_REVERSE);
		}
		else {
			throw Refusal.notAllowed(sorted.getClass(),
					"it is sorted by a comparator of its own; copy it into a list, or use the natural or reverse order");
		}
	}

	@SuppressWarnings("unchecked")
	static @Nullable Comparator<Object> read(Input input) {
		int order = input.readByte();
		Comparator<?> comparator = switch (order) {
			case NATURAL -> null;
			case REVERSE -> Comparator.reverseOrder();
			case CASE_INSENSITIVE -> String.CASE_INSENSITIVE_ORDER;
			case CASE_INSENSITIVE_REVERSE -> Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER);
			default -> throw ValueSerializer.malformed("order " + order);
		};
		return (Comparator<Object>) comparator;
	}

	private static @Nullable Comparator<?> comparator(Object sorted) {
		if (sorted instanceof SortedSet<?> set) {
			return set.comparator();
		}
		if (sorted instanceof SortedMap<?, ?> map) {
			return map.comparator();
		}
		if (sorted instanceof PriorityQueue<?> queue) {
			return queue.comparator();
		}
		return ((PriorityBlockingQueue<?>) sorted).comparator();
	}

}
