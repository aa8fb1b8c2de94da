package dev.multiprocess.ipc.protocol;

import java.util.concurrent.locks.Condition;

import org.jspecify.annotations.Nullable;

/**
 * One that waits in a {@link LaneLine}. Guarded by the lock of the line.
 */
final class LaneWaiter {

	private final Condition changed;

	private boolean served;

	private @Nullable LaneSlot slot;

	LaneWaiter(Condition changed) {
		this.changed = changed;
	}

	/** Waits until something has changed, or the time is over. */
	void await(Budget budget) throws InterruptedException {
		this.changed.awaitNanos(Deadline.left(budget.deadline()));
	}

	/** Serves it: with a slot, or null for the place to open a lane. */
	void serve(@Nullable LaneSlot slot) {
		this.slot = slot;
		this.served = true;
		wake();
	}

	void wake() {
		this.changed.signal();
	}

	boolean isServed() {
		return this.served;
	}

	@Nullable LaneSlot slot() {
		return this.slot;
	}

}
