package dev.multiprocess.ipc;

import java.time.Duration;

/**
 * A call was not answered in time.
 */
public class CallTimeoutException extends IpcException {

	private final String method;

	private final Duration timeout;

	private final boolean mayHaveExecuted;

	/**
	 * Creates the failure.
	 * @param method the method, as {@code Interface.method}
	 * @param timeout the time the call had
	 * @param mayHaveExecuted whether the call was sent
	 */
	public CallTimeoutException(String method, Duration timeout, boolean mayHaveExecuted) {
		super("Call of " + method + " was not answered within " + timeout.toMillis() + " ms"
				+ (mayHaveExecuted ? "; it may have been executed" : "; it was not executed"));
		this.method = method;
		this.timeout = timeout;
		this.mayHaveExecuted = mayHaveExecuted;
	}

	/** Returns the method, as {@code Interface.method}. */
	public String method() {
		return this.method;
	}

	/** Returns the timeout; of a nested call, what was left of the outer call's. */
	public Duration timeout() {
		return this.timeout;
	}

	/** Returns false if it certainly was not executed. */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

}
