package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.AtomicLong;

import dev.multiprocess.ipc.RemoteCallException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of one-way calls that failed, here or at the peer. Safe for use by any number of
 * threads.
 */
final class OneWayFailures {

	private static final Logger logger = LoggerFactory.getLogger(OneWayFailures.class);

	/** So many are logged each, then ever fewer: a peer may fail without end. */
	private static final int ALL_LOGGED = 256;

	private static final int LONGEST_NAME = 512;

	private static final int LONGEST_MESSAGE = 4096;

	private final Connection connection;

	private final AtomicLong count = new AtomicLong();

	OneWayFailures(Connection connection) {
		this.connection = connection;
	}

	/** Tells of a call of the peer that failed here. */
	void failedHere(String method, Throwable reason) {
		// Calls may fail faster than the peer can be told.
		this.connection.sendIfRoom(new ControlMessage.OneWayFailed(cut(method, LONGEST_NAME),
				cut(reason.getClass().getName(), LONGEST_NAME), cut(message(reason), LONGEST_MESSAGE)));
		tell(method, "by", reason);
	}

	/** Tells of a call that failed at the peer. */
	void failedThere(ControlMessage.OneWayFailed failure) {
		tell(cut(failure.method(), LONGEST_NAME), "of", new RemoteCallException(cut(failure.type(), LONGEST_NAME),
				cut(failure.message(), LONGEST_MESSAGE), ""));
	}

	private static String cut(String text, int length) {
		return (text.length() > length) ? text.substring(0, length) : text;
	}

	private static String message(Throwable reason) {
		try {
			String message = reason.getMessage();
			return (message != null) ? message : "";
		}
		catch (RuntimeException ex) {
			return "its message cannot be told: " + ex.getClass().getName();
		}
	}

	private void tell(String method, String whose, Throwable reason) {
		long number = this.count.incrementAndGet();
		if (number <= ALL_LOGGED || Long.bitCount(number) == 1) {
			logger.warn("One-way call {} {} {} failed, number {} to do so", method, whose, this.connection, number,
					reason);
		}
		this.connection.listener().oneWayFailed(this.connection.server.peer(), method, reason);
	}

}
