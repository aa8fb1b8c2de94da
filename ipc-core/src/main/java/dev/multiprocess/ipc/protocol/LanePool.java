package dev.multiprocess.ipc.protocol;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * The lanes on which this side calls, one for each root call under way.
 *
 * <p>
 * A slot goes {@code FREE ⇄ BUSY} and {@code → CLOSED} by compare-and-set; whoever makes
 * it BUSY owns its lane. A thread prefers the slot it used last, so the same thread
 * serves it again; else it takes the slot of a dead thread, else the one idle for
 * longest, else it opens a lane, and at the limit it waits in line. A waiter counts
 * itself before it looks, and a slot is freed before the count is read: so either the
 * waiter sees the slot or it is woken.
 */
final class LanePool {

	private final Connection connection;

	private final int limit;

	private final ThreadLocal<@Nullable WeakReference<LaneSlot>> last = new ThreadLocal<>();

	private final AtomicInteger waiting = new AtomicInteger();

	/** Fair, so that those who wait are served in order. Taken before no other lock. */
	private final ReentrantLock lock = new ReentrantLock(true);

	private final Condition changed = this.lock.newCondition();

	@GuardedBy("lock")
	private final List<LaneSlot> slots = new ArrayList<>();

	@GuardedBy("lock")
	private int opening;

	private volatile boolean closed;

	LanePool(Connection connection, int limit) {
		this.connection = connection;
		this.limit = limit;
	}

	/** Takes a lane for a root call of the current thread. */
	LaneSlot take(Budget budget) {
		WeakReference<LaneSlot> preferred = this.last.get();
		LaneSlot slot = (preferred != null) ? preferred.get() : null;
		if (slot == null || !slot.take()) {
			slot = takeOther(budget);
			slot.user = Thread.currentThread();
			this.last.set(new WeakReference<>(slot));
		}
		return slot;
	}

	private LaneSlot takeOther(Budget budget) {
		this.waiting.incrementAndGet();
		try {
			this.lock.lockInterruptibly();
			try {
				for (LaneSlot slot = free(); !mayOpen(slot); slot = free()) {
					if (slot != null) {
						return slot;
					}
					waitInLine(budget);
				}
				this.opening++;
			}
			finally {
				this.lock.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw budget.cancelled(false);
		}
		finally {
			this.waiting.decrementAndGet();
		}
		return open(budget);
	}

	/** What this side may ask for and the peer grants, but never nothing. */
	private int limit() {
		return Math.max(1, Math.min(this.limit, this.connection.helloNow().limits().calls()));
	}

	@GuardedBy("lock")
	private boolean mayOpen(@Nullable LaneSlot free) {
		return free == null && !this.closed && this.slots.size() + this.opening < limit();
	}

	@GuardedBy("lock")
	private @Nullable LaneSlot free() {
		this.slots.removeIf((slot) -> slot.state.get() == LaneSlot.CLOSED);
		List<LaneSlot> candidates = new ArrayList<>(this.slots);
		candidates.removeIf((slot) -> slot.state.get() != LaneSlot.FREE);
		candidates.sort((one, other) -> {
			int byLife = Boolean.compare(one.user.isAlive(), other.user.isAlive());
			return (byLife != 0) ? byLife : Long.signum(one.freeSince - other.freeSince);
		});
		for (LaneSlot slot : candidates) {
			if (slot.take()) {
				return slot;
			}
		}
		return null;
	}

	@GuardedBy("lock")
	private void waitInLine(Budget budget) throws InterruptedException {
		if (this.closed) {
			throw this.connection.failures.closed(false);
		}
		long left = Deadline.left(budget.deadline());
		if (left <= 0) {
			throw budget.timedOut(false);
		}
		this.changed.await(left, TimeUnit.NANOSECONDS);
	}

	/** Opens a lane outside of the lock; the place for it is reserved. */
	private LaneSlot open(Budget budget) {
		LaneSlot slot = null;
		try {
			slot = new LaneSlot(this.connection.opener.open(budget));
			return slot;
		}
		finally {
			this.lock.lock();
			try {
				this.opening--;
				if (slot != null) {
					this.slots.add(slot);
				}
				this.changed.signal();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/** Gives a lane back after its root call. */
	void giveBack(LaneSlot slot) {
		slot.freeSince = System.nanoTime();
		if (slot.lane.frames().failure() != null) {
			slot.state.set(LaneSlot.CLOSED);
			this.connection.lanes.close(slot.lane);
		}
		else if (slot.state.compareAndSet(LaneSlot.BUSY, LaneSlot.FREE)
				&& (this.closed || slot.lane.frames().failure() != null)) {
			// Ended in the meantime: whoever takes it last closes it.
			discard(slot.lane);
		}
		if (this.waiting.get() > 0) {
			signal();
		}
		this.connection.life.callEnded();
	}

	/**
	 * Closes a lane that has ended if nobody uses it; else its user does when giving it
	 * back.
	 */
	void discard(Lane lane) {
		closeFree((slot) -> slot.lane == lane);
	}

	private void closeFree(Predicate<LaneSlot> which) {
		this.lock.lock();
		try {
			this.changed.signalAll();
			for (LaneSlot slot : this.slots) {
				if (which.test(slot) && slot.take()) {
					slot.state.set(LaneSlot.CLOSED);
					this.connection.lanes.close(slot.lane);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void signal() {
		this.lock.lock();
		try {
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	int busy() {
		this.lock.lock();
		try {
			return (int) this.slots.stream().filter((slot) -> slot.state.get() == LaneSlot.BUSY).count() + this.opening;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends what waits and closes the lanes nobody uses; the others are closed by their
	 * users.
	 */
	void close() {
		this.closed = true;
		closeFree((slot) -> true);
	}

}
