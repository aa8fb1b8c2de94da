package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.multiprocess.ipc.protocol.HandshakeException.Reason;

/**
 * What the acceptor says at the end of a handshake.
 *
 * <pre>
 * u8 1 = accepted | u32 slot of the shared memory that is to carry a lane, or 0
 * u8 2 = full     | u32 the most connections there may be
 * </pre>
 */
final class Verdict {

	private static final int LENGTH = 1 + 4;

	private static final byte ACCEPTED = 1;

	private static final byte FULL = 2;

	private Verdict() {
	}

	static void accept(Exchange exchange, int slot) throws IOException {
		write(exchange, ACCEPTED, slot);
	}

	static void turnAway(Exchange exchange, int most) throws IOException {
		write(exchange, FULL, most);
	}

	private static void write(Exchange exchange, byte verdict, int number) throws IOException {
		exchange.write(ByteBuffer.allocate(LENGTH).put(verdict).putInt(number).array());
	}

	/**
	 * Reads it; returns the slot.
	 * @throws HandshakeException if there are too many connections
	 */
	static int read(Exchange exchange) throws IOException {
		ByteBuffer verdict = exchange.read(LENGTH);
		byte accepted = verdict.get();
		int number = verdict.getInt();
		if (accepted == FULL) {
			throw new HandshakeException(Reason.FULL,
					"the other side has as many connections as it may, which is " + number);
		}
		if (accepted != ACCEPTED) {
			throw new IOException("the other side did not accept");
		}
		return number;
	}

}
