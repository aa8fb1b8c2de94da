package dev.multiprocess.ipc.runtime;

/**
 * Whoever this program is connected to and may part from: a process it started, or a
 * program it has met. Safe for use by any number of threads.
 */
interface Partner {

	/** Returns what it is called here. */
	String name();

	/** Starts no more calls, and says so. */
	void leave();

	/**
	 * Waits for calls under way and runs the cleanups.
	 * @param left when the time for that began, of {@link System#nanoTime()}
	 */
	void disconnect(long left);

	/**
	 * Ends what there is besides the connection, and waits until nothing of it is left.
	 */
	void end();

}
