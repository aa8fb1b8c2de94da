package dev.multiprocess.ipc.protocol;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The calls that stand on the current thread, so that a call made while serving one goes
 * down the same lane.
 *
 * <p>
 * An entry is pushed for each call this thread waits for, for each it serves, and for
 * each scope that adds metadata. Confined to its thread.
 */
final class CallStack {

	/**
	 * Holds the top entry of each thread. An array of a class of the JDK, since threads
	 * of a pool keep it for longer than some applications live.
	 */
	private static final ThreadLocal<@Nullable Object[]> top = ThreadLocal.withInitial(() -> new @Nullable Object[1]);

	private CallStack() {
	}

	/** Pushes a call that this thread waits for. */
	static StackEntry push(Lane lane, long deadline) {
		StackEntry entry = lane.levels().takeEntry();
		entry.set(StackEntry.Kind.WAITING, lane, 0);
		return push(entry, deadline, metadata());
	}

	/** Pushes a call that this thread serves. */
	static StackEntry pushServed(Lane lane, long deadline, Map<String, String> metadata) {
		StackEntry entry = lane.levels().takeEntry();
		entry.set(StackEntry.Kind.SERVED, lane, lane.received().call());
		return push(entry, deadline, metadata);
	}

	/**
	 * Pushes a one-way call that is served, which has the time of those below it; maybe
	 * on another thread than the owner of its lane.
	 */
	static StackEntry pushOneWay(Lane lane, int number, Map<String, String> metadata) {
		StackEntry entry = new StackEntry();
		entry.set(StackEntry.Kind.ONE_WAY, lane, number);
		return push(entry, deadline(), metadata);
	}

	/** Pushes a scope that adds metadata. */
	static StackEntry pushScope(Map<String, String> added) {
		Map<String, String> all = new HashMap<>(metadata());
		all.putAll(added);
		Metadata.check(all);
		return push(new StackEntry(), deadline(), Map.copyOf(all));
	}

	/** Pushes a scope in which the time for calls is limited. */
	static StackEntry pushScope(long deadline) {
		return push(new StackEntry(), Deadline.earlier(deadline(), deadline), metadata());
	}

	private static StackEntry push(StackEntry entry, long deadline, Map<String, String> metadata) {
		@Nullable Object[] top = CallStack.top.get();
		entry.set(deadline, metadata, (StackEntry) top[0]);
		top[0] = entry;
		return entry;
	}

	/**
	 * Pops an entry, and scopes above it that were never closed. The entry is used again
	 * if it is one of the lane's.
	 */
	static void pop(StackEntry entry) {
		top.get()[0] = entry.outer();
		Lane lane = entry.lane();
		if (lane != null && entry.nests()) {
			lane.levels().giveBack(entry);
		}
	}

	static @Nullable StackEntry top() {
		return (StackEntry) top.get()[0];
	}

	/** Returns what calls of this thread take along. */
	static Map<String, String> metadata() {
		StackEntry entry = top();
		return (entry != null) ? entry.metadata() : Map.of();
	}

	/**
	 * Returns when the time of the innermost call is over; it has inherited from those
	 * below it.
	 */
	static long deadline() {
		StackEntry entry = top();
		return (entry != null) ? entry.until() : Deadline.NONE;
	}

	/** Returns the innermost call of a connection that this thread stands on, if any. */
	static @Nullable StackEntry innermost(Connection connection) {
		StackEntry entry = top();
		while (entry != null && !entry.isOf(connection)) {
			entry = entry.outer();
		}
		return entry;
	}

	/** Returns how many lanes of a connection this thread stands on. */
	static int lanesOf(Connection connection) {
		Set<@Nullable Lane> lanes = new HashSet<>();
		for (StackEntry entry = top(); entry != null; entry = entry.outer()) {
			if (entry.isOf(connection)) {
				lanes.add(entry.lane());
			}
		}
		return lanes.size();
	}

}
