package dev.multiprocess.ipc;

/**
 * How bytes travel between a parent and its process.
 */
public enum TransportType {

	/**
	 * The fastest one the process can be trusted with: {@link #SHARED_MEMORY}, where the
	 * operating system can do that.
	 */
	AUTO,

	/**
	 * Memory that both processes map, besides a Unix-domain socket. If none can be had,
	 * calls go over the socket, and a warning in the log says so. Whoever can write that
	 * memory can end both processes.
	 */
	SHARED_MEMORY,

	/** A Unix-domain socket in a private directory. */
	SOCKET

}
