package dev.multiprocess.ipc.transport;

import java.nio.ByteBuffer;

import dev.multiprocess.ipc.ProtocolException;

/**
 * The reading end of a {@link Ring} whose writer may lie. Confined to one thread at a
 * time.
 */
final class RingReader {

	/**
	 * The most bytes taken at once, so that a writer that waits for room can go on while
	 * the rest is copied.
	 */
	static final int PIECE = 32 * 1024;

	private final Ring ring;

	/** How many bytes were taken. */
	private long taken;

	/** How many were there when last looked, all of them possible. */
	private long seen;

	RingReader(Ring ring) {
		this.ring = ring;
	}

	/** Returns whether there is anything to read, were it only nonsense. */
	boolean isReady() {
		this.ring.prefetch(this.taken);
		return this.seen != this.taken || this.ring.written() != this.taken;
	}

	/**
	 * Takes what is there.
	 * @param target receives bytes
	 * @return the number of bytes taken
	 * @throws ProtocolException if the writer says that there is what cannot be
	 */
	int read(ByteBuffer target) {
		if (this.seen == this.taken) {
			this.seen = look();
		}
		int most = (int) Math.min(this.seen - this.taken, Math.min(target.remaining(), PIECE));
		if (most == 0) {
			return 0;
		}
		int count = this.ring.copyNote(this.taken, target, most);
		if (count == 0) {
			this.ring.copyOut(this.taken, target, most);
			count = most;
		}
		this.taken += count;
		this.ring.read(this.taken);
		return count;
	}

	/** Returns how many bytes were taken. */
	long taken() {
		return this.taken;
	}

	/** Returns how many bytes of the other ring the writer says it took. */
	long acknowledged() {
		return this.ring.acknowledged();
	}

	private long look() {
		long written = this.ring.written();
		long there = written - this.taken;
		if (there < 0 || there > this.ring.capacity()) {
			throw new ProtocolException(
					"The peer says that a ring of " + this.ring.capacity() + " bytes holds " + there);
		}
		return written;
	}

	/** Wants the bell to be rung when there is something to read. */
	void announceWait() {
		this.ring.readerWaits(true);
	}

	/** Wants it no more; it may have been rung already. */
	void endWait() {
		this.ring.takeReaderWaits();
	}

	/** Returns whether the writer wants the bell to be rung, for what was taken. */
	boolean isAwaited() {
		return this.ring.takeWriterWaits();
	}

}
