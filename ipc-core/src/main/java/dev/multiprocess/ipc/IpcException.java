package dev.multiprocess.ipc;

import org.jspecify.annotations.Nullable;

/**
 * The root of all failures of calls between processes.
 */
public class IpcException extends RuntimeException {

	/**
	 * Creates a failure.
	 * @param message what failed, why, and what to do
	 */
	public IpcException(String message) {
		super(message);
	}

	/**
	 * Creates a failure with its cause.
	 * @param message what failed, why, and what to do
	 * @param cause what led to it
	 */
	public IpcException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
