package dev.multiprocess.ipc.testing;

/**
 * An unchecked exception of an application that nobody allows.
 */
public class ForeignException extends RuntimeException {

	public ForeignException(String message) {
		super(message, new IllegalStateException("the cause of " + message));
	}

}
