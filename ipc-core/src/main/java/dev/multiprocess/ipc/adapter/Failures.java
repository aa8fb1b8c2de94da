package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionException;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * How failures appear where an adapted type wants others.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * A call of a stream's owner.
	 *
	 * @param <T> the type of its result
	 */
	@FunctionalInterface
	interface Call<T extends @Nullable Object> {

		T run() throws IOException;

	}

	/**
	 * A call of a stream's owner without a result.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

	/**
	 * Makes a call; it fails as streams do when they cannot be reached, or when their
	 * owner threw what cannot be rebuilt here.
	 */
	static <T extends @Nullable Object> T io(Call<T> call) throws IOException {
		try {
			return call.run();
		}
		catch (CallCancelledException ex) {
			InterruptedIOException interrupted = new InterruptedIOException(ex.getMessage());
			interrupted.initCause(ex);
			throw interrupted;
		}
		catch (IpcException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
	}

	/** Makes a call that returns nothing. */
	static void io(Action action) throws IOException {
		Failures.<@Nullable Object>io(() -> {
			action.run();
			return null;
		});
	}

	/** Returns what to throw for a failure; throws it itself if it is an error. */
	static Exception exception(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof Exception exception) ? exception : new CompletionException(failure);
	}

}
