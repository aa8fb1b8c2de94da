package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

import dev.multiprocess.ipc.transport.Channel;

/**
 * A channel that moves bytes in pieces of any size and, at one point of what is written,
 * does something to them.
 */
final class FaultyLink implements Channel {

	private final Channel link;

	private final Fault fault;

	/** How many bytes are written before the fault; negative once it has happened. */
	private long left;

	private final Random random;

	/**
	 * Wraps a channel.
	 * @param link carries the bytes
	 * @param fault what happens
	 * @param after how many bytes are written before
	 * @param seed decides on the sizes of pieces
	 */
	FaultyLink(Channel link, Fault fault, long after, long seed) {
		this.link = link;
		this.fault = fault;
		this.left = after;
		this.random = new Random(seed);
	}

	/** What happens to the bytes. */
	enum Fault {

		/** They arrive in odd pieces, but all of them. */
		NONE,

		/** The channel is closed between two of them. */
		CUT,

		/** Some are lost, then the channel is closed. */
		TRUNCATE,

		/** One of them is another one. */
		CORRUPT

	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		int limit = target.limit();
		target.limit(target.position() + piece(target.remaining()));
		try {
			return this.link.read(target);
		}
		finally {
			target.limit(limit);
		}
	}

	private int piece(int most) {
		return (most > 1 && this.random.nextInt(4) == 0) ? 1 + this.random.nextInt(most) : most;
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		if (this.fault == Fault.NONE || this.left < 0) {
			return writePiece(source, piece(source.remaining()));
		}
		if (this.left > 0) {
			int written = writePiece(source, (int) Math.min(this.left, piece(source.remaining())));
			this.left -= written;
			return written;
		}
		this.left = -1;
		if (this.fault == Fault.CORRUPT) {
			ByteBuffer other = ByteBuffer.allocate(1).put((byte) (source.get() ^ 1 << this.random.nextInt(8))).flip();
			while (this.link.write(other) == 0) {
				this.link.await(WRITE, 1_000_000);
			}
			return 1;
		}
		int lost = (this.fault == Fault.TRUNCATE) ? piece(source.remaining()) : 0;
		source.position(source.position() + lost);
		this.link.close();
		if (lost == 0) {
			throw new IOException("cut on purpose");
		}
		return lost;
	}

	private int writePiece(ByteBuffer source, int count) throws IOException {
		int limit = source.limit();
		source.limit(source.position() + count);
		try {
			return this.link.write(source);
		}
		finally {
			source.limit(limit);
		}
	}

	@Override
	public void await(int interest, long nanos) throws IOException {
		this.link.await(interest, nanos);
	}

	@Override
	public boolean isUntaken() {
		return this.link.isUntaken();
	}

	@Override
	public void peerClosed() {
		this.link.peerClosed();
	}

	@Override
	public void wake() {
		this.link.wake();
	}

	@Override
	public void close() {
		this.link.close();
	}

}
