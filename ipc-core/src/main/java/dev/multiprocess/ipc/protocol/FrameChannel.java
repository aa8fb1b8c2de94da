package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole frames over a channel and knows when to stop waiting for one.
 *
 * <p>
 * Confined to the thread that owns the lane, but for {@link #fail} and {@link #close},
 * which end its waits. A wait ends with a frame, at its deadline, by an interrupt, at the
 * end of the stream, or by {@code fail}; what has arrived before is still delivered then.
 */
final class FrameChannel {

	/**
	 * How often a reader looks again before it parks: the peer's answer is often only a
	 * hand-over away.
	 */
	private static final int YIELDS = 3;

	private static final int INITIAL = 4096;

	private final Channel channel;

	private final int maxFrame;

	private ByteBuffer incoming = ByteBuffer.allocate(INITIAL);

	private ByteBuffer outgoing = ByteBuffer.allocate(0);

	private byte @Nullable [] outgoingBytes;

	/** The frame that was read last lies between these, without its length. */
	private int frameStart;

	private int frameEnd;

	private volatile @Nullable LaneFailure failure;

	/** Whether the owner has met the failure; then nothing it could read makes sense. */
	private boolean over;

	volatile long bytesRead;

	volatile long bytesWritten;

	FrameChannel(Channel channel, int maxFrame) {
		this.channel = channel;
		this.maxFrame = maxFrame;
	}

	/**
	 * How a wait ended.
	 */
	enum Outcome {

		/** What was waited for is done. */
		DONE,

		/** The deadline passed. */
		TIMED_OUT,

		/** The thread's interrupt flag is set. */
		INTERRUPTED

	}

	byte[] bytes() {
		return this.incoming.array();
	}

	int frameStart() {
		return this.frameStart;
	}

	int frameEnd() {
		return this.frameEnd;
	}

	@Nullable LaneFailure failure() {
		return this.failure;
	}

	/** Ends the waits of the owner; the first failure counts. Called by any thread. */
	void fail(LaneFailure failure) {
		if (this.failure == null) {
			this.failure = failure;
		}
		this.channel.wake();
	}

	void close() {
		// Not to be taken for usable again by whoever gives the lane back.
		fail(LaneFailure.ended());
		this.channel.close();
	}

	/** Waits for the next frame; the one before is overwritten. */
	Outcome read(long deadline, boolean interruptible) throws LaneFailure {
		if (this.over) {
			throw failed(LaneFailure.ended());
		}
		consume();
		int yields = 0;
		while (!hasFrame()) {
			// Looked at before the last read: replies that arrived before the end are
			// delivered.
			boolean ended = this.failure != null;
			int count = readSome();
			if (count > 0) {
				continue;
			}
			if (count < 0 || ended) {
				throw failed(LaneFailure.ended());
			}
			if (yields < YIELDS) {
				yields++;
				Thread.yield();
				continue;
			}
			Outcome outcome = await(Channel.READ, deadline, interruptible);
			if (outcome != Outcome.DONE) {
				return outcome;
			}
		}
		return Outcome.DONE;
	}

	private int readSome() throws LaneFailure {
		try {
			int count = this.channel.read(this.incoming);
			if (count > 0) {
				this.bytesRead += count;
			}
			return count;
		}
		catch (IOException ex) {
			throw failed(LaneFailure.broken(ex));
		}
	}

	/** Called by the owner; the first failure counts. */
	private LaneFailure failed(LaneFailure failure) {
		this.over = true;
		fail(failure);
		return Objects.requireNonNull(this.failure);
	}

	private Outcome await(int interest, long deadline, boolean interruptible) throws LaneFailure {
		long left = Deadline.left(deadline);
		if (left <= 0) {
			return Outcome.TIMED_OUT;
		}
		if (interruptible && Thread.currentThread().isInterrupted()) {
			return Outcome.INTERRUPTED;
		}
		// A set flag would end every wait at once.
		boolean interrupted = !interruptible && Thread.interrupted();
		try {
			this.channel.await(interest, (left == Deadline.NONE) ? -1 : left);
		}
		catch (IOException ex) {
			throw failed(LaneFailure.broken(ex));
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		return Outcome.DONE;
	}

	private void consume() {
		if (this.frameEnd > 0) {
			this.incoming.flip().position(this.frameEnd);
			boolean oversized = this.incoming.capacity() > FrameBuffer.KEPT && this.incoming.remaining() <= INITIAL;
			this.incoming = oversized ? ByteBuffer.allocate(INITIAL).put(this.incoming) : this.incoming.compact();
			this.frameStart = 0;
			this.frameEnd = 0;
		}
	}

	private boolean hasFrame() {
		int held = this.incoming.position();
		if (held < 4) {
			return false;
		}
		int length = Bytes.getInt(this.incoming.array(), 0);
		if (length < Frame.REPLY_HEADER - 4 || length > this.maxFrame - 4) {
			throw new ProtocolException(
					"The peer sent a frame of " + length + " bytes, allowed are up to " + this.maxFrame);
		}
		if (held < 4 + length) {
			if (!this.incoming.hasRemaining()) {
				// Grows with what has arrived, never with what was announced.
				int capacity = Math.min(4 + length, 2 * this.incoming.capacity());
				this.incoming = ByteBuffer.wrap(Arrays.copyOf(this.incoming.array(), capacity)).position(held);
			}
			return false;
		}
		this.frameStart = 4;
		this.frameEnd = 4 + length;
		return true;
	}

	/**
	 * Writes a frame. If that ends early the channel is of no further use, unless no byte
	 * of the frame was written.
	 */
	Outcome write(FrameBuffer frame, long deadline, boolean interruptible) throws LaneFailure {
		if (this.outgoingBytes != frame.bytes()) {
			this.outgoingBytes = frame.bytes();
			this.outgoing = ByteBuffer.wrap(frame.bytes());
		}
		this.outgoing.position(0).limit(frame.position());
		while (true) {
			writeSome();
			if (!this.outgoing.hasRemaining()) {
				this.bytesWritten += frame.position();
				return Outcome.DONE;
			}
			if (this.failure != null) {
				throw failed(LaneFailure.ended());
			}
			Outcome outcome = await(Channel.WRITE, deadline, interruptible);
			if (outcome != Outcome.DONE) {
				return outcome;
			}
		}
	}

	private void writeSome() throws LaneFailure {
		try {
			this.channel.write(this.outgoing);
		}
		catch (IOException ex) {
			throw failed(LaneFailure.broken(ex));
		}
	}

}
