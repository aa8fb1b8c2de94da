package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link LanePool}, and the line of those who wait for one.
 *
 * <p>
 * Those in line are given a slot, or a place to open one, in their order; nobody takes a
 * slot past them. Whoever joins the line is counted before the slots are looked at, and a
 * slot is freed before the count is read: so either the one who joins finds the slot, or
 * the one who freed it serves the line. Safe for use by any number of threads.
 */
final class LaneLine {

	private final IntSupplier limit;

	private final Consumer<Lane> closer;

	private final Supplier<IpcException> gone;

	/** Taken before no other lock but that of a lane. */
	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final List<LaneSlot> slots = new ArrayList<>();

	@GuardedBy("lock")
	private final Deque<LaneWaiter> line = new ArrayDeque<>();

	/** The length of the line; written under the lock. */
	private volatile int waiting;

	/** How many places to open a lane are taken. */
	@GuardedBy("lock")
	private int opening;

	private volatile boolean closed;

	/**
	 * Creates a line.
	 * @param limit how many lanes there may be
	 * @param closer closes a lane; must not block
	 * @param gone says why there are no lanes any more
	 */
	LaneLine(IntSupplier limit, Consumer<Lane> closer, Supplier<IpcException> gone) {
		this.limit = limit;
		this.closer = closer;
		this.gone = gone;
	}

	/** Returns whether anybody waits, so that nobody else may take a slot. */
	boolean isWaiting() {
		return this.waiting > 0;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Waits for a lane.
	 * @param budget how long
	 * @return the slot, or null if the current thread may open a lane and has to tell
	 * whether it {@link #opened} one
	 */
	@Nullable LaneSlot await(Budget budget) {
		LaneWaiter waiter = new LaneWaiter(this.lock.newCondition());
		this.lock.lock();
		try {
			this.line.addLast(waiter);
			this.waiting = this.line.size();
			serve();
			while (!waiter.isServed() && !this.closed && !budget.isOver()) {
				waiter.await(budget);
			}
			if (waiter.isServed()) {
				return waiter.slot();
			}
			leave(waiter);
		}
		catch (InterruptedException ex) {
			leave(waiter);
			Thread.currentThread().interrupt();
			throw budget.cancelled(false);
		}
		finally {
			this.lock.unlock();
		}
		// Outside of the lock: it takes a moment to learn why.
		throw this.closed ? this.gone.get() : budget.timedOut(false);
	}

	@GuardedBy("lock")
	private void leave(LaneWaiter waiter) {
		LaneSlot slot = waiter.slot();
		if (!waiter.isServed()) {
			this.line.remove(waiter);
			this.waiting = this.line.size();
		}
		else if (slot == null) {
			this.opening--;
		}
		else if (this.closed) {
			close(slot);
		}
		else {
			slot.free();
		}
		// Served a moment too late: the next one shall have it.
		serve();
	}

	/** Serves those in line for whom there is a lane, or the place for one. */
	@GuardedBy("lock")
	private void serve() {
		while (!this.line.isEmpty() && !this.closed) {
			LaneSlot slot = free();
			if (slot == null) {
				if (this.slots.size() + this.opening >= this.limit.getAsInt()) {
					return;
				}
				this.opening++;
			}
			LaneWaiter first = this.line.removeFirst();
			this.waiting = this.line.size();
			first.serve(slot);
		}
	}

	/** Takes the best of the free slots, and forgets those that are closed. */
	@GuardedBy("lock")
	private @Nullable LaneSlot free() {
		LaneSlot best;
		do {
			best = null;
			for (Iterator<LaneSlot> all = this.slots.iterator(); all.hasNext();) {
				LaneSlot slot = all.next();
				if (slot.isClosed()) {
					all.remove();
				}
				else if (slot.isFree() && !slot.isReserved() && (best == null || slot.isBetterThan(best))) {
					best = slot;
				}
			}
		}
		while (best != null && !best.take());
		return best;
	}

	/** Takes in what came of a place to open a lane: the slot, or null for nothing. */
	void opened(@Nullable LaneSlot slot) {
		this.lock.lock();
		try {
			this.opening--;
			if (slot != null) {
				this.slots.add(slot);
			}
			serve();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Closes free slots, then serves the line, for which that makes room. */
	void closeFree(Predicate<LaneSlot> which) {
		this.lock.lock();
		try {
			for (LaneSlot slot : this.slots) {
				if (which.test(slot) && slot.take()) {
					close(slot);
				}
			}
			this.slots.removeIf(LaneSlot::isClosed);
			serve();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void close(LaneSlot slot) {
		slot.close();
		this.closer.accept(slot.lane);
	}

	/** Serves the line: a slot is free or closed that was not before. */
	void changed() {
		if (isWaiting()) {
			closeFree((slot) -> false);
		}
	}

	/**
	 * Returns the least that a function says of a slot, or a default if there is none.
	 */
	long least(Predicate<LaneSlot> which, ToLongFunction<LaneSlot> of, long none) {
		this.lock.lock();
		try {
			return this.slots.stream().filter(which).mapToLong(of).min().orElse(none);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns how many slots are at work or about to be. */
	int busy() {
		this.lock.lock();
		try {
			return (int) this.slots.stream().filter(LaneSlot::isAtWork).count() + this.opening;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Sends those in line away, and closes the free slots. */
	void close() {
		this.closed = true;
		closeFree((slot) -> true);
		this.lock.lock();
		try {
			this.line.forEach(LaneWaiter::wake);
		}
		finally {
			this.lock.unlock();
		}
	}

}
