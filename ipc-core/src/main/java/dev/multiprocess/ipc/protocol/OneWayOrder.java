package dev.multiprocess.ipc.protocol;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of each thread in order although nobody answers the one-way ones. Safe
 * for use by any number of threads.
 *
 * <p>
 * A lane is served in order, and a thread prefers its own, which {@link LanePool} gives
 * to no other while one-way calls are owed on it. So there is something to do only for a
 * thread that calls on another lane all the same, because it serves a call there or its
 * own was closed: it waits until its one-way calls have been served.
 */
final class OneWayOrder {

	/** The lane of each thread's latest one-way calls. */
	private final ThreadLocal<@Nullable WeakReference<Lane>> latest = new ThreadLocal<>();

	/** Spares programs without one-way calls the look-up. */
	private volatile boolean used;

	/** Notes that the current thread has written a one-way call. */
	void written(Lane lane) {
		this.used = true;
		WeakReference<Lane> before = this.latest.get();
		if (before == null || before.get() != lane) {
			this.latest.set(new WeakReference<>(lane));
		}
	}

	/**
	 * Waits until a call of the current thread may go down a lane without overtaking
	 * those before it.
	 */
	void awaitTurn(Lane lane, Budget budget) {
		WeakReference<Lane> reference = this.used ? this.latest.get() : null;
		if (reference == null) {
			return;
		}
		// One that was collected has ended.
		Lane before = reference.get();
		if (before != lane) {
			if (before != null) {
				awaitServed(before, budget);
			}
			this.latest.remove();
		}
	}

	private static void awaitServed(Lane lane, Budget budget) {
		try {
			if (!lane.unsettled().awaitOneWays(budget.deadline())) {
				throw budget.timedOut(false);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw budget.cancelled(false);
		}
	}

}
