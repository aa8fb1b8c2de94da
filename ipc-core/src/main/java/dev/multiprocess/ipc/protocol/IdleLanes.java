package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Has the lanes of a pool closed that nobody has used for some time.
 *
 * <p>
 * Looks when the lane that is free for longest has its time over, at most once a second,
 * and not at all while no lane is free. The timer is that of the JDK, one for the whole
 * program. Safe for use by any number of threads.
 */
final class IdleLanes {

	/** A program at rest shall not be woken more often. */
	private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

	private final long limit;

	private final Executor workers;

	/**
	 * Closes what has been free for so many nanoseconds; returns the time until another
	 * one will have been, or a negative number if none is free.
	 */
	private final LongUnaryOperator close;

	/** Whether a look is due at some time. */
	private final AtomicBoolean watching = new AtomicBoolean();

	private volatile @Nullable CompletableFuture<?> next;

	private volatile boolean stopped;

	IdleLanes(Duration limit, Executor workers, LongUnaryOperator close) {
		this.limit = limit.toNanos();
		this.workers = workers;
		this.close = close;
	}

	/** Takes in that a lane is free. */
	void free() {
		if (!this.watching.get() && this.watching.compareAndSet(false, true)) {
			lookIn(this.limit);
		}
	}

	private void lookIn(long nanos) {
		CompletableFuture<@Nullable Void> due = new CompletableFuture<>();
		due.thenRunAsync(this::look, this.workers);
		this.next = due;
		due.completeOnTimeout(null, Math.max(SHORTEST, nanos), TimeUnit.NANOSECONDS);
		if (this.stopped) {
			due.cancel(false);
		}
	}

	private void look() {
		long left = this.close.applyAsLong(this.limit);
		if (left >= 0) {
			lookIn(left);
			return;
		}
		this.watching.set(false);
		// One that became free in between was not noted.
		if (this.close.applyAsLong(this.limit) >= 0) {
			free();
		}
	}

	/** Looks no more. */
	void stop() {
		this.stopped = true;
		CompletableFuture<?> due = this.next;
		if (due != null) {
			due.cancel(false);
		}
	}

}
