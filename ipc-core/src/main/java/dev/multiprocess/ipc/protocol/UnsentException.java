package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.ConnectionClosedException;

/**
 * The lane of a root call has ended, and the peer has not taken the call. Never leaves
 * the protocol: the call goes down another lane, or fails with the cause.
 */
final class UnsentException extends ConnectionClosedException {

	UnsentException(ConnectionClosedException failure) {
		super("The lane has ended", false, null);
		initCause(failure);
	}

	ConnectionClosedException failure() {
		return (ConnectionClosedException) getCause();
	}

}
