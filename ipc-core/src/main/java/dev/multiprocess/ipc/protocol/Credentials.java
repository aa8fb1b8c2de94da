package dev.multiprocess.ipc.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What both ends of a channel have to know, and the connection that the channel is to be
 * a part of.
 *
 * <p>
 * A connection begins with the secret that all who may connect know. Its lanes have a
 * secret of their own, made of that one and the numbers drawn at its beginning, so nobody
 * else can slip a lane into it.
 *
 * @param connection the connection's id, {@link #NEW} if there is none yet
 * @param secret what both ends have to know
 */
record Credentials(long connection, byte[] secret) {

	/** The id of no connection. */
	static final long NEW = 0;

	/** What starts a new connection. */
	static Credentials of(byte[] secret) {
		return new Credentials(NEW, secret);
	}

	/**
	 * Returns what one side has to send to prove that it knows the secret.
	 * @param role which side it is, in ASCII
	 * @param greeting the first message of the connector
	 * @param acceptorNonce the number that the acceptor drew
	 */
	byte[] proof(String role, byte[] greeting, byte[] acceptorNonce) {
		return Hmac.sha256(this.secret, role.getBytes(StandardCharsets.US_ASCII), greeting, acceptorNonce);
	}

	/** Returns those of the lanes of the connection that began with these messages. */
	Credentials ofLanes(byte[] greeting, byte[] acceptorNonce) {
		return new Credentials(ByteBuffer.wrap(acceptorNonce).getLong(), proof("lanes", greeting, acceptorNonce));
	}

}
