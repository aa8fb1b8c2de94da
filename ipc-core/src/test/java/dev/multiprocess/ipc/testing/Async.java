package dev.multiprocess.ipc.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs what would hold up a test on a thread of its own, and waits for what comes of it.
 */
public final class Async {

	/** Far longer than anything takes; a wait that lasts it is one that hangs. */
	private static final long SECONDS = 60;

	private Async() {
	}

	/** Runs on a thread of its own, which must not be left behind. */
	public static <T> CompletableFuture<T> call(Callable<T> action) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(action.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, "ipc-test-caller");
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	/** Returns what came of it. */
	public static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(SECONDS, TimeUnit.SECONDS);
	}

	/** Returns what it failed with, or fails if it did not. */
	public static Throwable failure(CompletableFuture<?> future) throws Exception {
		return get(future.handle((result, ex) -> {
			if (ex == null) {
				throw new AssertionError("Returned " + result);
			}
			return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		}));
	}

}
