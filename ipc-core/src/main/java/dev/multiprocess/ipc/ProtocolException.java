package dev.multiprocess.ipc;

/**
 * The other process broke the protocol; it has been disconnected and, if it was spawned
 * here, killed.
 */
public class ProtocolException extends IpcException {

	/**
	 * Creates the failure.
	 * @param violation what the other process did
	 */
	public ProtocolException(String violation) {
		super(violation);
	}

	/**
	 * Creates the failure with its cause.
	 * @param violation what the other process did
	 * @param cause what led to it
	 */
	public ProtocolException(String violation, Throwable cause) {
		super(violation, cause);
	}

}
