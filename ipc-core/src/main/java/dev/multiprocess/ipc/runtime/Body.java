package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;

/**
 * What runs behind a connection: an operating-system process, or objects of this program.
 */
interface Body {

	long pid();

	/** Returns what was run; empty if nothing was. */
	default List<String> command() {
		return List.of();
	}

	/** Returns how far it is kept from this program. */
	Isolation isolation();

	/** Completes when it has ended and nothing of it is left. */
	CompletableFuture<ProcessExit> exit();

	/** Looks for what it has started, so that this ends with it. */
	default void noteDescendants() {
	}

	/** Says why it is about to end. */
	void expect(Cause cause);

	/** Ends it, kindly first; returns when it has ended. */
	void stop(Duration grace);

	/** Ends it without waiting. */
	void kill(Cause cause);

}
