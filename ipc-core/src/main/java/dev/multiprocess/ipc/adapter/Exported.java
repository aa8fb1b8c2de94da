package dev.multiprocess.ipc.adapter;

/**
 * Serves the calls for an object of this program on one connection. Safe for use by any
 * number of threads.
 */
public interface Exported {

	/** Called whenever the object is passed, on the thread that passes it. */
	default void mentioned() {
	}

	/**
	 * Called once, when the peer holds the object no more. Runs no user code and does not
	 * block.
	 */
	default void unexported() {
	}

}
