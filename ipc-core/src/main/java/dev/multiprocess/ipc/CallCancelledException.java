package dev.multiprocess.ipc;

/**
 * The calling thread was interrupted; its interrupt flag is set.
 */
public class CallCancelledException extends IpcException {

	private final boolean mayHaveExecuted;

	/**
	 * Creates the failure.
	 * @param method the method, as {@code Interface.method}
	 * @param mayHaveExecuted whether the call was sent
	 */
	public CallCancelledException(String method, boolean mayHaveExecuted) {
		super("Call of " + method + " was cancelled by an interrupt"
				+ (mayHaveExecuted ? "; it may have been executed" : "; it was not executed"));
		this.mayHaveExecuted = mayHaveExecuted;
	}

	/** Returns false if it certainly was not executed. */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

}
