package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A lane and who uses it.
 */
final class LaneSlot {

	final Lane lane;

	private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);

	/**
	 * The thread that used it last and prefers it; null for a virtual one, which prefers
	 * none.
	 */
	private volatile @Nullable Thread user;

	private volatile long freeSince;

	/** Written and read by whoever has it. */
	private boolean used;

	LaneSlot(Lane lane) {
		this.lane = lane;
	}

	/** Where a slot stands. */
	private enum State {

		FREE, BUSY, CLOSED

	}

	/** Takes it if it is free; then the current thread owns the lane. */
	boolean take() {
		return isFree() && this.state.compareAndSet(State.FREE, State.BUSY);
	}

	/**
	 * Returns whether no other thread may take it: the next call of its user belongs
	 * behind one-way calls on this lane.
	 */
	boolean isReserved() {
		Thread thread = this.user;
		return this.lane.unsettled().owesOneWays() && (thread == null || thread.isAlive());
	}

	/** Notes who will prefer it. */
	void usedBy(@Nullable Thread user) {
		this.user = user;
	}

	/** Gives it up. Called by whoever has it. */
	void free() {
		this.used = true;
		this.freeSince = System.nanoTime();
		this.state.set(State.FREE);
	}

	/** Gives it up for good. Called by whoever has it. */
	void close() {
		this.state.set(State.CLOSED);
	}

	boolean isFree() {
		return this.state.get() == State.FREE;
	}

	boolean isBusy() {
		return this.state.get() == State.BUSY;
	}

	/** Returns whether it carries a call, or one-way calls that may not be served yet. */
	boolean isAtWork() {
		return isBusy() || this.lane.unsettled().owesOneWays();
	}

	boolean isClosed() {
		return this.state.get() == State.CLOSED;
	}

	/** Returns whether its first call is under way. Called by whoever has it. */
	boolean isNew() {
		return !this.used;
	}

	/** Returns how long it will be until it has been free for so many nanoseconds. */
	long left(long nanos) {
		return nanos - (System.nanoTime() - this.freeSince);
	}

	/** Returns whether to take this one: nobody wants it any more, or for longer. */
	boolean isBetterThan(LaneSlot other) {
		boolean wanted = isWanted();
		return (wanted != other.isWanted()) ? !wanted : this.freeSince - other.freeSince < 0;
	}

	private boolean isWanted() {
		Thread thread = this.user;
		return thread != null && thread.isAlive();
	}

}
