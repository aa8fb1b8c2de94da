package dev.multiprocess.ipc;

/**
 * The called method threw what cannot be rebuilt in this program: an undeclared checked
 * exception, an {@link Error}, or an exception of a type that may not cross. Or it is why
 * a process did not start.
 */
public class RemoteCallException extends IpcException {

	private final String remoteType;

	private final String remoteStackTrace;

	/**
	 * Creates the failure.
	 * @param remoteType the class name of what was thrown
	 * @param remoteMessage its message, or an empty string
	 * @param remoteStackTrace its stack trace as text, causes included
	 */
	public RemoteCallException(String remoteType, String remoteMessage, String remoteStackTrace) {
		super(remoteMessage.isEmpty() ? remoteType : remoteType + ": " + remoteMessage);
		this.remoteType = remoteType;
		this.remoteStackTrace = remoteStackTrace;
	}

	/** Returns a class name; the class need not exist in this program. */
	public String remoteType() {
		return this.remoteType;
	}

	/** Returns the stack trace as text, causes included. */
	public String remoteStackTrace() {
		return this.remoteStackTrace;
	}

}
