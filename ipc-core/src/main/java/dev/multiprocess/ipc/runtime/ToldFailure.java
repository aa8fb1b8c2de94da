package dev.multiprocess.ipc.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.multiprocess.ipc.RemoteCallException;
import org.jspecify.annotations.Nullable;

/**
 * Why a process did not come to serve, in its own words.
 *
 * @param cause what it threw
 */
record ToldFailure(RemoteCallException cause) {

	/** Returns what a process told instead of serving; null if it told nothing. */
	static @Nullable ToldFailure of(CompletableFuture<?> serving) {
		Throwable failure = serving.handle((served, thrown) -> thrown).getNow(null);
		Throwable told = (failure instanceof CompletionException) ? failure.getCause() : failure;
		return (told instanceof RemoteCallException cause) ? new ToldFailure(cause) : null;
	}

	/** Returns it as the end of a sentence about the process, each cause on a line. */
	String reason() {
		StringBuilder reason = new StringBuilder("failed to start: ");
		for (Throwable each = this.cause; each != null; each = each.getCause()) {
			reason.append((each != this.cause) ? "\n  caused by: " : "")
				.append(String.valueOf(each.getMessage()).replace("\n", "\n    "));
		}
		return reason.toString();
	}

}
