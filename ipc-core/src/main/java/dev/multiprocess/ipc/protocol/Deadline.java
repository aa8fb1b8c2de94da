package dev.multiprocess.ipc.protocol;

import java.time.Duration;

/**
 * Points in time by {@link System#nanoTime()}, with one that never comes.
 */
public final class Deadline {

	/** Never comes. */
	public static final long NONE = Long.MAX_VALUE;

	private Deadline() {
	}

	/**
	 * Returns the deadline that lies a timeout ahead.
	 * @param timeout the time from now; zero for no limit
	 * @return the deadline
	 */
	public static long after(Duration timeout) {
		return timeout.isZero() ? NONE : afterNanos(saturatedNanos(timeout));
	}

	/**
	 * Returns when the time of the call is over that the current thread serves or waits
	 * for.
	 * @return a deadline
	 */
	public static long ofCurrentCall() {
		return CallStack.deadline();
	}

	private static long saturatedNanos(Duration timeout) {
		// Longer than a century is for ever, and would overflow.
		return (timeout.getSeconds() > 100L * 365 * 86400) ? NONE : timeout.toNanos();
	}

	static long afterNanos(long nanos) {
		if (nanos == NONE) {
			return NONE;
		}
		long deadline = System.nanoTime() + nanos;
		return (deadline == NONE) ? NONE - 1 : deadline;
	}

	/**
	 * Returns the time left.
	 * @param deadline a deadline
	 * @return nanoseconds, zero or less if it has passed, {@link #NONE} if it never comes
	 */
	public static long left(long deadline) {
		return (deadline == NONE) ? NONE : deadline - System.nanoTime();
	}

	/**
	 * Returns the earlier of two deadlines.
	 * @param one a deadline
	 * @param other a deadline
	 * @return one of them
	 */
	public static long earlier(long one, long other) {
		if (one == NONE) {
			return other;
		}
		return (other == NONE || one - other < 0) ? one : other;
	}

}
