package dev.multiprocess.ipc.runtime;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.Idempotent;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of processes that are told apart by their number, from 1 on.
 */
@RemoteInterface
public interface Numbered extends Init {

	int number();

	/** Calls back, then returns its number. */
	int during(Runnable callback);

	/** Calls back, then returns its number; may be repeated. */
	@Idempotent
	int repeatable(Runnable callback);

	@CallTimeout("100ms")
	int hurried();

	/** Makes an object that stays there. */
	Seat seat();

	/**
	 * Knows where it is.
	 */
	@RemoteInterface
	interface Seat {

		int number();

	}

	/**
	 * Makes objects when they are first called.
	 */
	@RemoteInterface
	interface Seats extends Init {

		Seat seat();

		/** Makes none unless there is one. */
		default Desk desk() {
			throw new UnsupportedOperationException("no desk");
		}

	}

	/**
	 * Knows where it is, too.
	 */
	@RemoteInterface
	interface Desk {

		int number();

	}

}
