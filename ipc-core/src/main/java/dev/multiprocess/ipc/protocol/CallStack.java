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
		StackEntry below = top();
		return push(new StackEntry(StackEntry.Kind.WAITING, lane, 0, deadline,
				(below != null) ? below.metadata() : Map.of(), below));
	}

	/** Pushes a call that this thread serves. */
	static StackEntry pushServed(Lane lane, CallRequest request, long deadline) {
		return push(
				new StackEntry(StackEntry.Kind.SERVED, lane, request.number(), deadline, request.metadata(), top()));
	}

	/** Pushes a one-way call that is served, which has the time of those below it. */
	static StackEntry pushOneWay(Lane lane, CallRequest request) {
		return push(
				new StackEntry(StackEntry.Kind.ONE_WAY, lane, request.number(), deadline(), request.metadata(), top()));
	}

	/** Pushes a scope that adds metadata. */
	static StackEntry pushScope(Map<String, String> added) {
		Map<String, String> all = new HashMap<>(metadata());
		all.putAll(added);
		Metadata.check(all);
		return push(new StackEntry(StackEntry.Kind.SCOPE, null, 0, deadline(), Map.copyOf(all), top()));
	}

	/** Pushes a scope in which the time for calls is limited. */
	static StackEntry pushScope(long deadline) {
		return push(new StackEntry(StackEntry.Kind.SCOPE, null, 0, Deadline.earlier(deadline(), deadline), metadata(),
				top()));
	}

	private static StackEntry push(StackEntry entry) {
		top.get()[0] = entry;
		return entry;
	}

	/** Pops an entry, and scopes above it that were never closed. */
	static void pop(StackEntry entry) {
		top.get()[0] = entry.outer();
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
