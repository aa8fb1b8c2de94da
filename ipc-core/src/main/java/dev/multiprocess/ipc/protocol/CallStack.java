package dev.multiprocess.ipc.protocol;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The calls that stand on the current thread, so that a call made while serving one goes
 * down the same lane.
 *
 * <p>
 * An entry is pushed for each call this thread waits for and for each it serves. Confined
 * to its thread.
 */
final class CallStack {

	private static final ThreadLocal<@Nullable Entry> top = new ThreadLocal<>();

	private CallStack() {
	}

	/**
	 * One call.
	 *
	 * @param lane the lane it travels on
	 * @param deadline when its time is over
	 * @param oneWay whether it is a one-way call being served, so that nobody reads the
	 * lane at the other end
	 * @param outer the call below it
	 */
	record Entry(Lane lane, long deadline, boolean oneWay, @Nullable Entry outer) {
	}

	static void push(Lane lane, long deadline) {
		top.set(new Entry(lane, deadline, false, top.get()));
	}

	/** Pushes a one-way call that is served, which has the time of those below it. */
	static void pushOneWay(Lane lane) {
		top.set(new Entry(lane, deadline(), true, top.get()));
	}

	static void pop() {
		Entry entry = top.get();
		if (entry == null || entry.outer() == null) {
			top.remove();
		}
		else {
			top.set(entry.outer());
		}
	}

	/**
	 * Returns when the time of the innermost call is over; it has inherited from those
	 * below it.
	 */
	static long deadline() {
		Entry entry = top.get();
		return (entry != null) ? entry.deadline() : Deadline.NONE;
	}

	/** Returns whether this thread neither waits for a call nor serves one. */
	static boolean isEmpty() {
		return top.get() == null;
	}

	/**
	 * Returns the lane that a call of this thread goes down: the innermost one of the
	 * connection that it stands on, or null if it takes a lane of its own.
	 */
	static @Nullable Lane laneOf(Connection connection) {
		Entry entry = innermost(connection);
		return (entry != null && !entry.oneWay()) ? entry.lane() : null;
	}

	/** Returns whether this thread waits for a call of a connection, or serves one. */
	static boolean standsOn(Connection connection) {
		return innermost(connection) != null;
	}

	private static @Nullable Entry innermost(Connection connection) {
		Entry entry = top.get();
		while (entry != null && entry.lane().connection() != connection) {
			entry = entry.outer();
		}
		return entry;
	}

	/** Returns how many lanes of a connection this thread stands on. */
	static int lanesOf(Connection connection) {
		Set<Lane> lanes = new HashSet<>();
		for (Entry entry = top.get(); entry != null; entry = entry.outer()) {
			if (entry.lane().connection() == connection) {
				lanes.add(entry.lane());
			}
		}
		return lanes.size();
	}

}
