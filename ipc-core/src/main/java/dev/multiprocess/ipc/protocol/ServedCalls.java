package dev.multiprocess.ipc.protocol;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are being served on one lane, innermost first, so that they can be
 * cancelled.
 *
 * <p>
 * A call begins and ends on the thread that serves it; any thread may interrupt it in
 * between, never after: end and interrupt exclude each other, and the end clears the
 * flag. Only serving threads are interrupted. A callback on the thread of a caller is
 * left alone: that thread belongs to the application.
 */
final class ServedCalls {

	private final boolean interruptible;

	@GuardedBy("this")
	private boolean allInterrupted;

	@GuardedBy("this")
	private @Nullable Call innermost;

	ServedCalls(boolean interruptible) {
		this.interruptible = interruptible;
	}

	/** A call that is being served. */
	private record Call(int number, Thread thread, @Nullable Call outer) {
	}

	/** Notes that the current thread serves a call from now on. */
	synchronized void begin(int number) {
		this.innermost = new Call(number, Thread.currentThread(), this.innermost);
		if (this.allInterrupted) {
			// The end of the lane overtook its last call.
			interruptInnermost();
		}
	}

	/** Notes that it does no more. */
	synchronized void end() {
		Call ended = this.innermost;
		if (ended != null) {
			this.innermost = ended.outer();
			if (this.interruptible) {
				Thread.interrupted();
				if (this.allInterrupted && this.innermost != null) {
					// The lane has ended, which concerns the outer calls as well.
					Thread.currentThread().interrupt();
				}
			}
		}
	}

	synchronized boolean isEmpty() {
		return this.innermost == null;
	}

	/** Interrupts a call if it is the innermost one. */
	synchronized void cancel(int number) {
		if (this.innermost != null && this.innermost.number() == number) {
			interruptInnermost();
		}
	}

	/** Interrupts whatever is being served: the lane has ended. */
	synchronized void interruptAll() {
		this.allInterrupted = true;
		interruptInnermost();
	}

	@GuardedBy("this")
	private void interruptInnermost() {
		if (this.interruptible && this.innermost != null) {
			this.innermost.thread().interrupt();
		}
	}

}
