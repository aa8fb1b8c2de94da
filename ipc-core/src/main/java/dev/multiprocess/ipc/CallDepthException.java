package dev.multiprocess.ipc;

/**
 * Calls and callbacks were nested too deep; the call was not sent.
 */
public class CallDepthException extends IpcException {

	private final int limit;

	/**
	 * Creates the failure.
	 * @param method the method, as {@code Interface.method}
	 * @param limit the number of calls that may stand on one another
	 */
	public CallDepthException(String method, int limit) {
		super("Call of " + method + " was not sent: " + limit
				+ " calls stand on one another already; do the two processes call each other without end?");
		this.limit = limit;
	}

	/** Returns the number of calls that may stand on one another. */
	public int limit() {
		return this.limit;
	}

}
