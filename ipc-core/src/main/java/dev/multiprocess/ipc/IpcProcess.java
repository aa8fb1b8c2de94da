package dev.multiprocess.ipc;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One process as its parent sees it. Safe for use by any thread.
 */
public interface IpcProcess {

	/** Returns the name given by its {@link ProcessSpec}. */
	String name();

	/**
	 * Returns the id given by the operating system; this program's own for one that runs
	 * in process, that of the sandbox, which ends with it, for one that runs in one.
	 */
	long pid();

	/**
	 * Returns what was run, program first, with its arguments as they are: look for
	 * secrets before you show it. Empty for one that runs in process or was not started
	 * here.
	 */
	List<String> command();

	/** Returns how far it is kept from this program. */
	Isolation isolation();

	/** Returns its state. */
	State state();

	/** Returns a copy that completes once, with the first cause. */
	CompletableFuture<ProcessExit> exit();

	/** Returns a snapshot. */
	Stats stats();

	/**
	 * Ends the process in order, as {@link Init#close()} does, and waits until it is
	 * gone.
	 */
	void stop();

	/**
	 * Ends the process at once.
	 */
	void kill();

	/**
	 * Where a process stands: {@code STARTING → RUNNING → STOPPING → EXITED}; any step
	 * may be skipped.
	 */
	enum State {

		/** Launched, not yet serving. */
		STARTING,

		/** Serving. */
		RUNNING,

		/** Asked to end. */
		STOPPING,

		/** Gone and reaped. */
		EXITED

	}

}
