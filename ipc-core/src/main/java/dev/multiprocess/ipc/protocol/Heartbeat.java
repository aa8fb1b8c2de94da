package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.multiprocess.ipc.ProtocolException;

/**
 * Asks the peer of a connection for a sign of life: one question at a time, answered by
 * the thread of its control channel. Safe for use by any number of threads.
 */
public final class Heartbeat {

	private final AtomicBoolean asked = new AtomicBoolean();

	/**
	 * Asks unless a question is still open.
	 * @param connection whose peer to ask
	 */
	public static void ask(Connection connection) {
		if (connection.life.heartbeat().asked.compareAndSet(false, true)) {
			connection.send(new ControlMessage.Ping());
		}
	}

	/**
	 * Returns whether no question is open.
	 * @param connection whose peer was asked
	 * @return whether it has answered, or was not asked
	 */
	public static boolean isAnswered(Connection connection) {
		return !connection.life.heartbeat().asked.get();
	}

	/** Takes in the peer's answer. */
	void answered() {
		if (!this.asked.compareAndSet(true, false)) {
			throw new ProtocolException("The peer sent a sign of life that nobody asked for");
		}
	}

}
