package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import dev.multiprocess.ipc.RestartPolicy;

/**
 * Decides when a process that failed is started again, and when no more.
 *
 * <pre>
 *            more failures than the policy allows            window over, a call tries
 *   CLOSED ──────────────────────────────────────► OPEN ◄──────────────────────────► HALF OPEN
 *     ▲                                                        that start fails          │
 *     └───────────────────────────────── a start succeeds ───────────────────────────────┘
 * </pre>
 *
 * Not safe for use by several threads.
 */
final class Restarts {

	/** Returned instead of a time when nothing is to be started. */
	static final long NONE = -1;

	/**
	 * By how much a time varies at most, so that several processes do not start at once.
	 */
	private static final double JITTER = 0.2;

	private final RestartPolicy policy;

	private final LongSupplier nanoTime;

	private final DoubleSupplier random;

	/** When the restarts that count took place, oldest first. */
	private final Deque<Long> restarts = new ArrayDeque<>();

	private boolean open;

	private long openUntil;

	/**
	 * Creates the decisions for one process.
	 * @param policy what to decide by
	 * @param nanoTime the time
	 * @param random numbers from zero to one
	 */
	Restarts(RestartPolicy policy, LongSupplier nanoTime, DoubleSupplier random) {
		this.policy = policy;
		this.nanoTime = nanoTime;
		this.random = random;
	}

	/**
	 * Takes in that the process ended unasked, or that its restart failed.
	 * @return the nanoseconds until it is to be started, or {@link #NONE}
	 */
	long failed() {
		if (this.policy.isNever()) {
			return NONE;
		}
		long now = this.nanoTime.getAsLong();
		if (this.open || count(now) >= this.policy.maxAttempts()) {
			open(now);
			return NONE;
		}
		long delay = delay(this.restarts.size());
		this.restarts.add(now + delay);
		return delay;
	}

	/**
	 * Takes in that a start failed that somebody had called for. It is not repeated but
	 * counts, so that no program starts processes in a loop.
	 * @return {@link #NONE}
	 */
	long startFailed() {
		if (!this.policy.isNever()) {
			long now = this.nanoTime.getAsLong();
			if (this.open || count(now) >= this.policy.maxAttempts()) {
				open(now);
			}
			else {
				this.restarts.add(now);
			}
		}
		return NONE;
	}

	/** Takes in that the process serves. */
	void succeeded() {
		this.open = false;
	}

	/** Forgets all failures. */
	void reset() {
		this.open = false;
		this.restarts.clear();
	}

	/** Returns whether no start is to be tried now. */
	boolean isOpen() {
		return openNanos() > 0;
	}

	/** Returns how long no start is to be tried, zero or less if it may be. */
	long openNanos() {
		return this.open ? this.openUntil - this.nanoTime.getAsLong() : 0;
	}

	private void open(long now) {
		this.open = true;
		this.openUntil = now + saturated(this.policy.window());
	}

	private int count(long now) {
		long window = saturated(this.policy.window());
		this.restarts.removeIf((time) -> now - time > window);
		return this.restarts.size();
	}

	private long delay(int restarts) {
		double factor = Math.scalb(1.0, Math.min(restarts, 62)) * (1 + JITTER * (2 * this.random.getAsDouble() - 1));
		double delay = saturated(this.policy.delay()) * factor;
		return (long) Math.min(delay, saturated(this.policy.maxDelay()));
	}

	/** No longer than a century, so that sums do not overflow. */
	private static long saturated(Duration time) {
		return Math.min(TimeUnit.NANOSECONDS.convert(time), TimeUnit.DAYS.toNanos(100 * 365));
	}

}
