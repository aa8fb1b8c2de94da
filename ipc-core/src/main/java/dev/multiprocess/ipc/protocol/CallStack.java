package dev.multiprocess.ipc.protocol;

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
	 * @param outer the call below it
	 */
	record Entry(Lane lane, long deadline, @Nullable Entry outer) {
	}

	static void push(Lane lane, long deadline) {
		top.set(new Entry(lane, deadline, top.get()));
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

	/** Returns the lane of a connection that this thread stands on, the innermost one. */
	static @Nullable Lane laneOf(Connection connection) {
		for (Entry entry = top.get(); entry != null; entry = entry.outer()) {
			if (entry.lane().connection() == connection) {
				return entry.lane();
			}
		}
		return null;
	}

}
