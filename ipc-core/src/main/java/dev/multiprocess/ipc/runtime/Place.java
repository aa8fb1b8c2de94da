package dev.multiprocess.ipc.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import dev.multiprocess.ipc.RestartPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Room for one process of a name, which one incarnation after the other takes.
 *
 * <pre>
 *             a call needs it                started
 *    EMPTY ───────────────────► STARTING ────────────► SERVING
 *      ▲                         ▲     │                │   │
 *      │      time over, or      │     │ restart failed │   │ ended as asked,
 *      │      Ipc.start          │     ▼                │   │ or restarted never
 *      │                        WAITING ◄───────────────┘   │
 *      └────────────── circuit opens, demanded start failed ┘
 * </pre>
 *
 * Guarded by the lock of its {@link Places}.
 */
final class Place {

	final Restarts restarts;

	/** What serves, or served until a moment ago. */
	@Nullable Incarnation incarnation;

	/** The start that is under way or to come. */
	@Nullable Attempt attempt;

	/** The process that ended last, if it ever served. */
	@Nullable RunningProcess ended;

	/** What the last start failed with, if nothing has served since. */
	@Nullable Throwable failure;

	/** When that was. */
	long failedAt;

	Place(RestartPolicy policy) {
		this.restarts = new Restarts(policy, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
	}

	/** Returns whether nothing is here and nothing comes. */
	boolean isVacant() {
		return this.incarnation == null && this.attempt == null;
	}

	/**
	 * Returns whether to start something for a call.
	 * @param needed whether nothing else serves it; if something does, a start that
	 * failed is not tried again for a while
	 * @param pause how long that is, in nanoseconds
	 */
	boolean isToBeFilled(boolean needed, long pause) {
		boolean soon = this.failure != null && System.nanoTime() - this.failedAt < pause;
		return isVacant() && !this.restarts.isOpen() && (needed || !soon);
	}

	/**
	 * Completes when the next process may start: when the one that was here is gone and
	 * has let go of what it held. Who demands a start waits at most for calls under way,
	 * and not at all if this program has ended it.
	 */
	CompletableFuture<?> free(boolean demanded) {
		if (this.ended == null || (demanded && this.ended.isAskedToEnd())) {
			return CompletableFuture.completedFuture(true);
		}
		return demanded ? this.ended.connection().whenDisconnected() : this.ended.exit();
	}

	/** Returns why nothing is tried here. */
	Refusal refusal() {
		return new Refusal(this.restarts.openNanos(), this.ended, this.failure);
	}

}
