package dev.multiprocess.ipc.protocol;

import java.time.Duration;

import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProtocolException;

/**
 * Is told of the life of one connection, on threads that move bytes: must not block.
 */
public interface ConnectionListener {

	/**
	 * The peer starts no more calls and disconnects when those under way have ended.
	 * @param grace how long it waits for them
	 */
	void leaving(Duration grace);

	/**
	 * The peer broke the protocol; the connection is closed.
	 * @param violation what it did
	 */
	void violated(ProtocolException violation);

	/**
	 * A one-way call failed, here or at the peer.
	 * @param peer the peer
	 * @param method the method, as {@code Interface.method}
	 * @param failure why
	 */
	default void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
	}

	/**
	 * The connection is closed; told once.
	 */
	void closed();

	/**
	 * The program wants the peer's first object, and so the peer, to end.
	 */
	void closeRequested();

}
