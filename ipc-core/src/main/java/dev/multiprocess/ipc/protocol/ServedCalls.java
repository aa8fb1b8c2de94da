package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are being served on one lane, so that they can be cancelled.
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

	/** Outermost first; used again, since calls nest. */
	@GuardedBy("this")
	private final List<Call> calls = new ArrayList<>();

	/** How many of them are being served. */
	@GuardedBy("this")
	private int depth;

	/** The serving thread of the lane; null for one that is not to be interrupted. */
	@GuardedBy("this")
	private @Nullable Thread thread;

	ServedCalls(boolean interruptible) {
		this.interruptible = interruptible;
	}

	/** A call that is being served; guarded by the calls. */
	private static final class Call {

		private int number;

		private boolean oneWay;

		private boolean cancelled;

	}

	/** Notes that the current thread serves a call from now on. */
	synchronized void begin(int number, boolean oneWay) {
		if (this.depth == this.calls.size()) {
			this.calls.add(new Call());
		}
		Call call = this.calls.get(this.depth++);
		call.number = number;
		call.oneWay = oneWay;
		call.cancelled = false;
		this.thread = this.interruptible ? Thread.currentThread() : null;
		// The end of the lane may have overtaken its last calls.
		interruptInnermost();
	}

	/** Notes that it does no more. */
	synchronized void end() {
		this.depth--;
		if (this.interruptible) {
			Thread.interrupted();
			// What it was interrupted for may concern the outer call as well.
			interruptInnermost();
		}
	}

	synchronized boolean isEmpty() {
		return this.depth == 0;
	}

	/** Interrupts a call, at once if it is the innermost one, else when it is again. */
	synchronized void cancel(int number) {
		for (int i = 0; i < this.depth; i++) {
			if (this.calls.get(i).number == number) {
				this.calls.get(i).cancelled = true;
			}
		}
		interruptInnermost();
	}

	/** Returns whether the caller of a call no longer waits for it. */
	synchronized boolean isCancelled(int number) {
		for (int i = this.depth - 1; i >= 0; i--) {
			if (this.calls.get(i).number == number) {
				return this.calls.get(i).cancelled;
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
		Thread serving = this.thread;
		if (serving == null || this.depth == 0) {
			return;
		}
		Call call = this.calls.get(this.depth - 1);
		if (this.disconnected || call.cancelled || this.abandoned && !call.oneWay) {
			serving.interrupt();
		}
	}

}
