package dev.multiprocess.ipc.protocol;

import java.io.IOException;

import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.SharedMemory;
import dev.multiprocess.ipc.transport.SharedMemory.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Lets both ends of a new lane agree on what carries its bytes.
 *
 * <pre>
 * acceptor → connector   the verdict, with a slot of the shared memory, or 0 = stay on the socket
 * connector → acceptor   u8 1 = taken, 0 = stay on the socket; only if there was a slot
 * </pre>
 *
 * From then on the bytes go through the slot's rings. For use by the thread of the
 * handshake.
 */
final class LaneTransport {

	/** No slot. */
	static final int SOCKET = 0;

	private final Exchange exchange;

	private final Channel channel;

	private final @Nullable SharedMemory memory;

	/**
	 * Begins.
	 * @param exchange writes and reads on the channel
	 * @param channel of the lane, after the proofs
	 * @param memory what is shared with the other side, or null
	 */
	LaneTransport(Exchange exchange, Channel channel, @Nullable SharedMemory memory) {
		this.exchange = exchange;
		this.channel = channel;
		this.memory = memory;
	}

	/** Runs the acceptor's part; returns what carries the lane. */
	Channel offer() throws IOException {
		SharedMemory memory = this.memory;
		Slot slot = (memory != null) ? memory.offer() : null;
		if (memory == null || slot == null) {
			Verdict.accept(this.exchange, SOCKET);
			return this.channel;
		}
		boolean taken;
		try {
			Verdict.accept(this.exchange, slot.number());
			taken = this.exchange.read(1).get() != 0;
		}
		catch (IOException | RuntimeException | Error ex) {
			// Who knows whether the other side uses it: nobody else will.
			memory.settled(slot);
			throw ex;
		}
		if (!taken) {
			memory.declined(slot);
			return this.channel;
		}
		memory.settled(slot);
		return slot.link(this.channel);
	}

	/**
	 * Runs the connector's part; returns what carries the lane.
	 * @param number the slot that was offered
	 */
	Channel take(int number) throws IOException {
		if (number == SOCKET) {
			return this.channel;
		}
		Slot slot = (this.memory != null) ? this.memory.take(number) : null;
		this.exchange.write(new byte[] { (byte) ((slot != null) ? 1 : 0) });
		return (slot != null) ? slot.link(this.channel) : this.channel;
	}

}
