package dev.multiprocess.ipc.transport;

import java.nio.ByteBuffer;

import dev.multiprocess.ipc.ProtocolException;

/**
 * The writing end of a {@link Ring} whose reader may lie. Confined to one thread at a
 * time.
 */
final class RingWriter {

	private final Ring ring;

	/** How many bytes were published. */
	private long published;

	/** How many of them were taken when last looked. */
	private long seen;

	RingWriter(Ring ring) {
		this.ring = ring;
	}

	/** Returns whether there is any room, were it only pretended. */
	boolean isReady() {
		return this.published - this.ring.read() != this.ring.capacity();
	}

	/**
	 * Publishes what there is room for.
	 * @param source the bytes
	 * @param acknowledged how many bytes were taken of the other ring
	 * @return the number of bytes published
	 * @throws ProtocolException if the reader says that it took what it cannot have
	 */
	int write(ByteBuffer source, long acknowledged) {
		int wanted = source.remaining();
		if (room() < wanted) {
			this.seen = checked(this.ring.read());
		}
		int count = Math.min(room(), wanted);
		if (count > 0) {
			if (this.seen == this.published && count <= Ring.NOTE) {
				this.ring.note(this.published, source, count);
			}
			else {
				this.ring.copyIn(this.published, source, count);
			}
			this.published += count;
			this.ring.publish(this.published, acknowledged);
		}
		return count;
	}

	/**
	 * Takes in how much the reader says it took, with what it wrote itself.
	 * @param count the bytes since the beginning
	 * @throws ProtocolException if it cannot have taken them
	 */
	void acknowledge(long count) {
		// Less than it was seen to have taken is no lie: it wrote that before.
		if (count - this.seen > 0) {
			this.seen = checked(count);
		}
	}

	private int room() {
		return (int) (this.ring.capacity() - (this.published - this.seen));
	}

	private long checked(long read) {
		if (read - this.seen < 0 || read - this.published > 0) {
			throw new ProtocolException("The peer says that it took " + read + " bytes out of a ring of "
					+ this.ring.capacity() + ", after it took " + this.seen + " of " + this.published);
		}
		return read;
	}

	/** Returns whether the reader has taken all there was. */
	boolean isTaken() {
		return this.ring.read() == this.published;
	}

	/** Wants the bell to be rung when there is room. */
	void announceWait() {
		this.ring.writerWaits(true);
	}

	/** Wants it no more; it may have been rung already. */
	void endWait() {
		this.ring.takeWriterWaits();
	}

	/** Returns whether the reader wants the bell to be rung, for what was published. */
	boolean isAwaited() {
		return this.ring.takeReaderWaits();
	}

}
