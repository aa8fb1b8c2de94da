package dev.multiprocess.ipc.benchmarks.contender;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A way of calling another process: a connection to a JVM that serves.
 */
public interface Contender extends AutoCloseable {

	/** The size of the large {@code byte[]}. */
	int MEBIBYTE = 1 << 20;

	/** Returns what it is called in a table. */
	String name();

	/** Returns what can be done with it. */
	Map<Operation, Action> actions();

	/** Returns whether any number of threads may run its actions at once. */
	default boolean sharedByThreads() {
		return true;
	}

	/** Returns whether it can wait for a call without spinning. */
	default boolean waitsAtRest() {
		return true;
	}

	/**
	 * Asks its worker how many bytes all its threads have allocated.
	 * @return the number of bytes, or empty if it does not tell
	 * @throws Exception if the worker cannot be asked
	 */
	default OptionalLong allocatedByWorker() throws Exception {
		return OptionalLong.empty();
	}

	/**
	 * Makes its worker need no processor until the next action.
	 */
	default void rest() {
	}

	@Override
	void close() throws IOException;

	/**
	 * Connects a contender.
	 */
	@FunctionalInterface
	interface Opener {

		/**
		 * Starts the worker and connects to it.
		 * @return the contender
		 * @throws Exception if that failed
		 */
		Contender open() throws Exception;

	}

}
