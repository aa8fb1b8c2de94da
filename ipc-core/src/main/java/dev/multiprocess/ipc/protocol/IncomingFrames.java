package dev.multiprocess.ipc.protocol;

import java.nio.ByteBuffer;

import dev.multiprocess.ipc.ProtocolException;

/**
 * The bytes that have arrived on one lane, cut into frames. Confined to the owner of the
 * lane.
 */
final class IncomingFrames {

	private static final int INITIAL = 4096;

	private final int maxFrame;

	/** Stays, so that a large one can be given up even if memory has run out. */
	private final ByteBuffer initial = ByteBuffer.allocate(INITIAL);

	private ByteBuffer bytes = this.initial;

	/** The frame at hand lies between these, without its length. */
	private int start;

	private int end;

	IncomingFrames(int maxFrame) {
		this.maxFrame = maxFrame;
	}

	/** Returns where to put what arrives next. */
	ByteBuffer target() {
		return this.bytes;
	}

	byte[] bytes() {
		return this.bytes.array();
	}

	int start() {
		return this.start;
	}

	int end() {
		return this.end;
	}

	/**
	 * Returns whether the next frame is there as a whole, and makes it the one at hand.
	 */
	boolean hasNext() {
		int held = this.bytes.position();
		if (held < 4) {
			return false;
		}
		int length = Bytes.getInt(this.bytes.array(), 0);
		if (length < Frame.REPLY_HEADER - 4 || length > this.maxFrame - 4) {
			throw new ProtocolException(
					"The peer sent a frame of " + length + " bytes, allowed are up to " + this.maxFrame);
		}
		if (held < 4 + length) {
			if (!this.bytes.hasRemaining()) {
				// Grows with what has arrived, never with what was announced.
				int capacity = Math.min(4 + length, 2 * this.bytes.capacity());
				byte[] larger = LargeArrays.grow(this.bytes.array(), held, capacity, this.maxFrame);
				this.bytes = ByteBuffer.wrap(larger).position(held);
			}
			return false;
		}
		this.start = 4;
		this.end = 4 + length;
		return true;
	}

	/** Drops the frame at hand. */
	void consume() {
		if (this.end == 0) {
			return;
		}
		if (isLarge() || this.end < this.bytes.position()) {
			this.bytes.flip().position(this.end);
			if (isLarge() && this.bytes.remaining() <= INITIAL) {
				byte[] done = this.bytes.array();
				this.bytes = this.initial.clear().put(this.bytes);
				LargeArrays.give(done);
			}
			else {
				this.bytes.compact();
			}
		}
		else {
			this.bytes.clear();
		}
		this.start = 0;
		this.end = 0;
	}

	/** Drops the frame at hand if it is one that made the buffer grow. */
	void rest() {
		if (isLarge()) {
			consume();
		}
	}

	private boolean isLarge() {
		return this.bytes.capacity() > FrameBuffer.KEPT;
	}

	/** Returns how many bytes are set aside for what arrives. */
	int capacity() {
		return this.bytes.capacity();
	}

}
