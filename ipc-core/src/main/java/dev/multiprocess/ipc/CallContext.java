package dev.multiprocess.ipc;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What is known of the call that the current thread serves, and what its own calls take
 * along.
 *
 * <pre>
 * try (CallContext.Scope scope = CallContext.with(Map.of("tenant", "blue"))) {
 *     calculator.add(1, 2);      // CallContext.current().metadata() has it there
 * }
 * </pre>
 *
 * A context belongs to its thread: one that is handed to another thread still tells of
 * the call, but the calls of that thread take nothing along unless they are told
 * {@link #with} it. Reading one is safe for use by any number of threads.
 */
public interface CallContext {

	/**
	 * Returns the context of the current thread.
	 * @return the innermost one; outside of a served call one without caller
	 */
	static CallContext current() {
		return Provider.INSTANCE.current();
	}

	/**
	 * Adds to what the calls of the current thread take along, until the scope is closed.
	 * The calls that are made while serving them take it along as well, callbacks
	 * included.
	 * @param metadata what to add, in place of what has the same key
	 * @return to be closed on this thread, before any scope opened earlier
	 * @throws IllegalArgumentException if all together are more than 128 entries or 8192
	 * characters
	 */
	static Scope with(Map<String, String> metadata) {
		return Provider.INSTANCE.with(metadata);
	}

	/** Returns the process that made the call, empty if no call is being served. */
	Optional<PeerProcess> caller();

	/** Returns when the caller's time is over, empty if it waits without limit. */
	Optional<Instant> deadline();

	/** Returns whether nobody waits for the result any more; never for one-way calls. */
	boolean isCancelled();

	/** Returns what came with the call and what scopes added; unmodifiable. */
	Map<String, String> metadata();

	/** A part of a thread's work whose calls take metadata along. */
	interface Scope extends AutoCloseable {

		/**
		 * Ends it.
		 * @throws IllegalStateException if it is not the innermost one of this thread
		 */
		@Override
		void close();

	}

	/** Keeps the contexts. Implemented by this library, not by applications. */
	interface Provider {

		/** The implementation. */
		Provider INSTANCE = ServiceLoader.load(Provider.class, Provider.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No implementation of CallContext is on the class path"));

		/** Returns the context of the current thread. */
		CallContext current();

		/**
		 * Opens a scope on the current thread.
		 * @param metadata what to add
		 */
		Scope with(Map<String, String> metadata);

	}

}
