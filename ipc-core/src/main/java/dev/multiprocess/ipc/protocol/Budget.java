package dev.multiprocess.ipc.protocol;

import java.time.Duration;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;

/**
 * The time that one call has, whatever it waits for.
 *
 * @param call what is called, as {@code Interface.method}
 * @param deadline when the time is over
 * @param timeout its length, zero for no limit
 */
record Budget(String call, long deadline, Duration timeout) {

	/**
	 * Returns the budget of a call that has a time of its own, but no more than what is
	 * left of the calls that the current thread stands on.
	 * @param call what is called
	 * @param timeout its own time, zero for no limit
	 */
	static Budget of(String call, Duration timeout) {
		long own = Deadline.after(timeout);
		long outer = CallStack.deadline();
		return (Deadline.earlier(own, outer) == own) ? new Budget(call, own, timeout)
				: new Budget(call, outer, Duration.ofNanos(Math.max(0, Deadline.left(outer))));
	}

	boolean isOver() {
		return Deadline.left(this.deadline) <= 0;
	}

	CallTimeoutException timedOut(boolean mayHaveExecuted) {
		return new CallTimeoutException(this.call, this.timeout, mayHaveExecuted);
	}

	CallCancelledException cancelled(boolean mayHaveExecuted) {
		return new CallCancelledException(this.call, mayHaveExecuted);
	}

}
