package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionException;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.IpcException;

/**
 * How failures appear where an adapted type wants others.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * Returns what a stream throws when it cannot be reached, or when its owner threw
	 * what cannot be rebuilt here.
	 */
	static IOException io(IpcException failure) {
		if (failure instanceof CallCancelledException) {
			InterruptedIOException interrupted = new InterruptedIOException(failure.getMessage());
			interrupted.initCause(failure);
			return interrupted;
		}
		return new IOException(failure.getMessage(), failure);
	}

	/** Returns what to throw for a failure; throws it itself if it is an error. */
	static Exception exception(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof Exception exception) ? exception : new CompletionException(failure);
	}

}
