package dev.multiprocess.ipc.testing;

import java.util.List;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.Shared;

/**
 * Makes what the tests call.
 */
@RemoteInterface
public interface FooInit extends Init {

	Foo makeFoo();

	Ledger makeLedger();

	Timed makeTimed();

	Observer makeObserver();

	/**
	 * Returns a new object, which leaves the events {@code closed <name>} and
	 * {@code released <name>}; one whose name starts with "bad" fails when closed, and
	 * "broken" as if a connection of its own were gone.
	 */
	Closing makeClosing(String name);

	@Shared
	Closing sharedClosing();

	/**
	 * Returns a new object with two cleanups there, which leave the events
	 * {@code <name> first} and {@code <name> second} in the order of their registration.
	 */
	FooCallback makeWatched(String name);

	/** Registers a cleanup that leaves an event, for an object of the caller. */
	void watch(FooCallback callback, String event);

	FooFutures makeFutures();

	FooStreams makeStreams();

	/** Returns what has happened there, oldest first. */
	List<String> events();

	/** Returns the counts there of the connection to the owner of a callback. */
	String counts(FooCallback callback);

	/** Collects garbage there. */
	void collect();

}
