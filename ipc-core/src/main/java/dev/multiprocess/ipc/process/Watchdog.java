package dev.multiprocess.ipc.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Halts the JVM at a given time. For use by any thread.
 *
 * <p>
 * Halts, since an orderly exit may hang in a shutdown hook. Writes no log, since the log
 * may hang as well. The thread is there from the start, since later there may be no
 * memory for one.
 */
final class Watchdog {

	/** Tells whoever looks that the process had to be ended by force. */
	static final int STATUS = 75;

	private final IntConsumer halt;

	@GuardedBy("this")
	private boolean armed;

	@GuardedBy("this")
	private long deadline;

	Watchdog(IntConsumer halt) {
		this.halt = halt;
	}

	void start() {
		Threads.start("ipc-watchdog", this::run);
	}

	/**
	 * Sets the time, unless an earlier one is set.
	 * @param limit the time from now
	 */
	synchronized void haltWithin(Duration limit) {
		long deadline = System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
		if (!this.armed || deadline - this.deadline < 0) {
			this.armed = true;
			this.deadline = deadline;
			notifyAll();
		}
	}

	private void run() {
		awaitDeadline();
		this.halt.accept(STATUS);
	}

	private synchronized void awaitDeadline() {
		while (true) {
			long left = this.armed ? this.deadline - System.nanoTime() : Long.MAX_VALUE;
			if (left <= 0) {
				return;
			}
			try {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
			catch (InterruptedException ignored) {
				// Somebody interrupts all threads; that does not save the process.
			}
		}
	}

}
