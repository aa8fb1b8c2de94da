package dev.multiprocess.ipc;

/**
 * How bytes travel between a parent and its process.
 */
public enum TransportType {

	/** The fastest one the process can be trusted with. */
	AUTO,

	/** A Unix-domain socket in a private directory. */
	SOCKET

}
