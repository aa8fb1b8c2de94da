package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Two channels that are connected by rings in the memory of this JVM, which one of them
 * may use as it likes.
 */
public final class RingPair {

	/** Where the header of a ring counts what was written. */
	public static final int WRITTEN = 0;

	/** Where its writer says what it took of the other ring. */
	public static final int ACKNOWLEDGED = 8;

	/** Where it says what the note is of, and the bytes of that follow. */
	public static final int NOTE = 16;

	/** The most bytes of a note. */
	public static final int NOTE_LENGTH = Ring.NOTE;

	/** Where it counts what was read. */
	public static final int READ = 128;

	/** Where its bytes begin. */
	public static final int BYTES = Ring.HEADER;

	private final ByteBuffer there;

	private final ByteBuffer back;

	private final Channel[] bells = MemoryLink.pair();

	private final Channel near;

	private final Channel far;

	/**
	 * Connects two ends.
	 * @param capacity how many bytes each ring holds, a power of two
	 */
	public RingPair(int capacity) {
		this.there = RingTests.memory(capacity);
		this.back = RingTests.memory(capacity);
		this.near = end(this.bells[0], this.back, this.there);
		this.far = end(this.bells[1], this.there, this.back);
	}

	private static Channel end(Channel bell, ByteBuffer incoming, ByteBuffer outgoing) {
		return new RingLink(bell, new Ring(incoming), new Ring(outgoing), () -> {
		}, () -> {
		});
	}

	/** Connects two ends. */
	public static Channel[] of(int capacity) {
		return new RingPair(capacity).ends();
	}

	/** Returns the near end and the far end. */
	public Channel[] ends() {
		return new Channel[] { this.near, this.far };
	}

	/** Returns the ring to the far end. */
	public ByteBuffer there() {
		return this.there;
	}

	/** Returns the ring from the far end. */
	public ByteBuffer back() {
		return this.back;
	}

	/** Wakes the far end as if there were something to read. */
	public void strike() throws IOException {
		this.bells[0].write(ByteBuffer.allocate(1));
	}

}
