package dev.multiprocess.ipc.transport;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Decides how long to look again and again before parking: parking and being woken takes
 * longer than most calls.
 *
 * <pre>
 *   spin   2 µs             no more threads of this JVM at once than processors less one;
 *                           not for a peer that has just been woken
 *   yield  up to 50 µs      the peer may need this very processor
 *   park                    done by who asks
 * </pre>
 *
 * Each is left out for a while when it did not help several times in a row, and both
 * after a wait so long that this side counts as idle. Confined to one thread at a time.
 */
final class WaitStrategy {

	/** Looks between two looks at the clock. */
	private static final int LOOKS = 16;

	private static final long SPIN_NANOS = 2_000;

	/**
	 * Longer than it takes to wake a parked peer, or two that both parked would go on so.
	 */
	private static final long PAUSE_NANOS = 50_000;

	/** A wait of more than this is one of a side that is idle. */
	private static final long SOON_NANOS = 500_000;

	/** Of this JVM: processors are what all its connections share. */
	private static final AtomicInteger spinners = new AtomicInteger();

	private final int mostSpinners;

	private final Trial spinning = new Trial();

	private final Trial pausing = new Trial();

	private boolean idle;

	private boolean paused;

	/** Whether the peer has been woken since the last wait. */
	private boolean peerWoken;

	private long start;

	/**
	 * Creates a strategy.
	 * @param processors how many there are
	 */
	WaitStrategy(int processors) {
		this.mostSpinners = processors - 1;
	}

	/**
	 * Looks for a moment if that is worth while.
	 * @param ready returns whether what is waited for is there
	 * @param nanos the longest time to look
	 * @return whether it is there; if not, {@link #parked} is to be called after parking
	 */
	boolean pause(BooleanSupplier ready, long nanos) {
		this.paused = !this.idle && this.pausing.isDue();
		boolean woken = this.peerWoken;
		this.peerWoken = false;
		if (this.paused && (!woken && spin(ready, nanos) || yieldTo(ready, Math.min(nanos, PAUSE_NANOS)))) {
			this.pausing.succeeded();
			return true;
		}
		if (!this.paused) {
			if (!VirtualThreads.isVirtual(Thread.currentThread())) {
				// Who has just been answered may need this very processor.
				Thread.yield();
			}
			this.start = System.nanoTime();
		}
		return false;
	}

	/**
	 * Takes in that the peer was parked and is being woken: it will not answer while this
	 * side spins, and may need this very processor.
	 */
	void peerWoken() {
		this.peerWoken = true;
	}

	private boolean spin(BooleanSupplier ready, long nanos) {
		if (!this.spinning.isDue() || !startSpinning()) {
			return false;
		}
		try {
			// The clock costs as much as several looks: only once these were in vain.
			if (look(ready)) {
				return true;
			}
			long limit = Math.min(nanos, SPIN_NANOS);
			this.start = System.nanoTime();
			while (System.nanoTime() - this.start < limit) {
				if (look(ready)) {
					return true;
				}
			}
			this.spinning.failed();
			return false;
		}
		finally {
			spinners.getAndDecrement();
		}
	}

	private boolean look(BooleanSupplier ready) {
		for (int i = 0; i < LOOKS; i++) {
			if (ready.getAsBoolean()) {
				this.spinning.succeeded();
				return true;
			}
			Thread.onSpinWait();
		}
		return false;
	}

	/** Who meets another one at it does without, this time. */
	private boolean startSpinning() {
		int count = spinners.get();
		return count < this.mostSpinners && spinners.compareAndSet(count, count + 1);
	}

	/** Returns how many threads of this JVM spin now. */
	static int spinners() {
		return spinners.get();
	}

	private boolean yieldTo(BooleanSupplier ready, long nanos) {
		this.start = System.nanoTime();
		if (VirtualThreads.isVirtual(Thread.currentThread())) {
			// Those yield to others of this JVM, not to the peer.
			return false;
		}
		do {
			if (ready.getAsBoolean()) {
				return true;
			}
			Thread.yield();
		}
		while (System.nanoTime() - this.start < nanos);
		return ready.getAsBoolean();
	}

	/** Takes in that the wait is over, for which it took parking. */
	void parked() {
		this.idle = System.nanoTime() - this.start > SOON_NANOS;
		if (this.paused && !this.idle) {
			this.pausing.failed();
		}
	}

}
