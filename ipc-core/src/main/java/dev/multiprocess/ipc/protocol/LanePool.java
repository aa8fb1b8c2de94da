package dev.multiprocess.ipc.protocol;

import java.lang.ref.WeakReference;

import dev.multiprocess.ipc.transport.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * The lanes on which this side calls, one for each root call under way.
 *
 * <p>
 * A slot goes {@code FREE ⇄ BUSY} and {@code → CLOSED} by compare-and-set; whoever makes
 * it BUSY owns its lane. A platform thread prefers the slot it used last, so the same
 * thread serves it again, but not past those who wait in line; else it takes one that
 * nobody prefers any more, else the one idle for longest, else it opens a lane, and at
 * the limit it waits in line. Virtual threads prefer none. A lane with one-way calls that
 * are not known to be served is left to the thread that wrote them, whose next call must
 * not overtake them. Safe for use by any number of threads.
 */
final class LanePool {

	private final Connection connection;

	private final int limit;

	private final ThreadLocal<@Nullable WeakReference<LaneSlot>> last = new ThreadLocal<>();

	private final LaneLine line;

	private final IdleLanes idle;

	LanePool(Connection connection, ConnectionSettings settings) {
		this.connection = connection;
		this.limit = settings.limits().calls();
		this.line = new LaneLine(this::limit, connection.lanes::close, () -> connection.failures.closed(false));
		this.idle = new IdleLanes(settings.limits().idle(), settings.workers(), this::closeIdle);
	}

	/** Takes a lane for a root call of the current thread. */
	LaneSlot take(Budget budget) {
		if (VirtualThreads.isVirtual(Thread.currentThread())) {
			LaneSlot borrowed = takeOther(budget);
			borrowed.usedBy(null);
			return borrowed;
		}
		WeakReference<LaneSlot> preferred = this.last.get();
		LaneSlot slot = (preferred != null) ? preferred.get() : null;
		if (slot == null || this.line.isWaiting() && !slot.isReserved() || !slot.take()) {
			slot = takeOther(budget);
			slot.usedBy(Thread.currentThread());
			this.last.set(new WeakReference<>(slot));
		}
		return slot;
	}

	/** Returns the lane that the current thread prefers. */
	@Nullable WeakReference<LaneSlot> preferred() {
		return this.last.get();
	}

	/** Lets the current thread prefer a lane again, after it had to take another. */
	void prefer(@Nullable WeakReference<LaneSlot> slot) {
		this.last.set(slot);
	}

	private LaneSlot takeOther(Budget budget) {
		LaneSlot slot = this.line.await(budget);
		if (slot != null) {
			return slot;
		}
		try {
			slot = new LaneSlot(this.connection.opener.open(budget));
			return slot;
		}
		finally {
			this.line.opened(slot);
		}
	}

	/** What this side may ask for and the peer grants, but never nothing. */
	private int limit() {
		return Math.max(1, Math.min(this.limit, this.connection.helloNow().limits().calls()));
	}

	/** Gives a lane back after its root call. */
	void giveBack(LaneSlot slot) {
		slot.lane.frames().rest();
		if (slot.lane.frames().failure() != null) {
			slot.close();
			this.connection.lanes.close(slot.lane);
			// What it holds is not kept until somebody comes for another one.
			this.line.closeFree((other) -> false);
		}
		else {
			slot.free();
			if (this.line.isClosed() || slot.lane.frames().failure() != null) {
				// Ended in the meantime: whoever takes it last closes it.
				discard(slot.lane);
			}
			this.idle.free();
			this.line.changed();
		}
		this.connection.life.callEnded();
	}

	/**
	 * Closes a lane that has ended if nobody uses it; else its user does when giving it
	 * back.
	 */
	void discard(Lane lane) {
		this.line.closeFree((slot) -> slot.lane == lane);
	}

	/**
	 * Closes the lanes that have been free for so many nanoseconds; returns how long it
	 * is until the next one will have been, or a negative number if none is free.
	 */
	long closeIdle(long nanos) {
		this.line.closeFree((slot) -> !slot.isAtWork() && slot.left(nanos) <= 0);
		return this.line.least(LaneSlot::isFree, (slot) -> Math.max(0, slot.left(nanos)), -1);
	}

	/** Looks again for those who wait: a lane may be reserved no more. */
	void settled() {
		this.line.changed();
		this.connection.life.callEnded();
	}

	/**
	 * Returns how many lanes carry a call, or one-way calls that may not be served yet.
	 */
	int busy() {
		return this.line.busy();
	}

	/**
	 * Ends what waits and closes the lanes nobody uses; the others are closed by their
	 * users.
	 */
	void close() {
		this.idle.stop();
		this.line.close();
	}

}
