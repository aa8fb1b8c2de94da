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
	private boolean abandoned;

	@GuardedBy("this")
	private boolean disconnected;

	@GuardedBy("this")
	private @Nullable Call innermost;

	ServedCalls(boolean interruptible) {
		this.interruptible = interruptible;
	}

	/** A call that is being served. */
	private static final class Call {

		private final int number;

		private final boolean oneWay;

		private final Thread thread = Thread.currentThread();

		private final @Nullable Call outer;

		/** Guarded by the calls. */
		private boolean cancelled;

		private Call(int number, boolean oneWay, @Nullable Call outer) {
			this.number = number;
			this.oneWay = oneWay;
			this.outer = outer;
		}

	}

	/** Notes that the current thread serves a call from now on. */
	synchronized void begin(int number, boolean oneWay) {
		this.innermost = new Call(number, oneWay, this.innermost);
		// The end of the lane may have overtaken its last calls.
		interruptInnermost();
	}

	/** Notes that it does no more. */
	synchronized void end() {
		Call ended = this.innermost;
		if (ended != null) {
			this.innermost = ended.outer;
			if (this.interruptible) {
				Thread.interrupted();
				// What it was interrupted for may concern the outer call as well.
				interruptInnermost();
			}
		}
	}

	synchronized boolean isEmpty() {
		return this.innermost == null;
	}

	/** Interrupts a call, at once if it is the innermost one, else when it is again. */
	synchronized void cancel(int number) {
		for (Call call = this.innermost; call != null; call = call.outer) {
			if (call.number == number) {
				call.cancelled = true;
			}
		}
		interruptInnermost();
	}

	/** Returns whether the caller of a call no longer waits for it. */
	synchronized boolean isCancelled(int number) {
		for (Call call = this.innermost; call != null; call = call.outer) {
			if (call.number == number) {
				return call.cancelled;
			}
		}
		return false;
	}

	/**
	 * Interrupts whatever is being served: the lane has ended. One-way calls are served
	 * to their end all the same, unless the peer is gone.
	 */
	synchronized void end(boolean disconnected) {
		this.abandoned = true;
		this.disconnected |= disconnected;
		interruptInnermost();
	}

	@GuardedBy("this")
	private void interruptInnermost() {
		Call call = this.innermost;
		if (this.interruptible && call != null
				&& (this.disconnected || call.cancelled || this.abandoned && !call.oneWay)) {
			call.thread.interrupt();
		}
	}

}
