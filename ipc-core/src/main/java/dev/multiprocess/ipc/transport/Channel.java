package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A duplex stream of bytes to one peer.
 *
 * <p>
 * One thread at a time reads, writes and waits; any thread may wake that thread or close
 * the channel. Nothing here blocks but {@link #await}, and an interrupt ends that wait
 * without harm to the channel.
 */
public interface Channel extends AutoCloseable {

	/** Wait for bytes to read. */
	int READ = 1;

	/** Wait for room to write. */
	int WRITE = 2;

	/** Added to what is waited for: park at once, who asks has looked often enough. */
	int PARK = 4;

	/**
	 * Reads what is there.
	 * @param target receives bytes
	 * @return the number of bytes read, zero if there are none now, -1 at the end of the
	 * stream
	 * @throws IOException if the channel is broken or closed
	 */
	int read(ByteBuffer target) throws IOException;

	/**
	 * Writes what there is room for.
	 * @param source the bytes
	 * @return the number of bytes written, zero if there is no room now
	 * @throws IOException if the channel is broken or closed, or the peer has gone
	 */
	int write(ByteBuffer source) throws IOException;

	/**
	 * Waits until the channel may be ready, {@link #wake} was called, the thread is
	 * interrupted (its flag stays set), or the time is over; may return early for no
	 * reason.
	 * @param interest {@link #READ}, {@link #WRITE} or both, and maybe {@link #PARK}
	 * @param nanos the longest time to wait; negative for no limit
	 * @throws IOException if the channel is broken
	 */
	void await(int interest, long nanos) throws IOException;

	/**
	 * Ends the current wait, or the next one if no thread waits.
	 */
	void wake();

	/**
	 * Returns whether the peer is known to be gone without having taken all that was
	 * written. Asked by the thread that writes.
	 */
	default boolean isUntaken() {
		return false;
	}

	/**
	 * Takes in that the peer has closed its end, and will not touch again what both ends
	 * share.
	 */
	default void peerClosed() {
		// Most share nothing.
	}

	/**
	 * Closes the channel; the peer reads what was written, then the end of the stream.
	 * Wakes the thread that waits.
	 */
	@Override
	void close();

}
