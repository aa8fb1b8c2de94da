package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

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

	private final Channel channel;

	private final IncomingFrames incoming;

	private ByteBuffer outgoing = ByteBuffer.allocate(0);

	private byte @Nullable [] outgoingBytes;

	private volatile @Nullable LaneFailure failure;

	/** Whether the owner has met the failure; then nothing it could read makes sense. */
	private boolean over;

	/** Written by the owner, without a fence, and read by any thread. */
	private final AtomicLong bytesRead = new AtomicLong();

	/** As above. */
	private final AtomicLong bytesWritten = new AtomicLong();

	FrameChannel(Channel channel, int maxFrame) {
		this.channel = channel;
		this.incoming = new IncomingFrames(maxFrame);
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

	private static void add(AtomicLong count, int more) {
		count.lazySet(count.getPlain() + more);
	}

	long bytesRead() {
		return this.bytesRead.get();
	}

	long bytesWritten() {
		return this.bytesWritten.get();
	}

	byte[] bytes() {
		return this.incoming.bytes();
	}

	int frameStart() {
		return this.incoming.start();
	}

	int frameEnd() {
		return this.incoming.end();
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

	/** Takes in that the peer has closed the lane. */
	void peerClosed() {
		this.channel.peerClosed();
	}

	/** Returns whether the peer is known to be gone without the frame written last. */
	boolean isUntaken() {
		return this.channel.isUntaken();
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
		this.incoming.consume();
		while (!this.incoming.hasNext()) {
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
			Outcome outcome = await(Channel.READ, deadline, interruptible);
			if (outcome != Outcome.DONE) {
				return outcome;
			}
		}
		return Outcome.DONE;
	}

	private int readSome() throws LaneFailure {
		try {
			int count = this.channel.read(this.incoming.target());
			if (count > 0) {
				add(this.bytesRead, count);
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

	/** Leaves no trace of large frames while nobody calls. */
	void rest() {
		this.incoming.rest();
	}

	/** Returns how many bytes this channel holds on to. */
	int capacity() {
		return this.incoming.capacity() + this.outgoing.capacity();
	}

	/**
	 * Writes a frame. If that ends early the channel is of no further use, unless no byte
	 * of the frame was written.
	 */
	Outcome write(FrameBuffer frame, long deadline, boolean interruptible) throws LaneFailure {
		if (this.outgoingBytes != frame.bytes()) {
			wrap(frame);
		}
		this.outgoing.position(0).limit(frame.position());
		while (true) {
			writeSome();
			if (!this.outgoing.hasRemaining()) {
				add(this.bytesWritten, frame.position());
				forget(frame);
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

	/** Leaves no trace of a large frame. */
	private void forget(FrameBuffer frame) {
		if (frame.bytes().length > FrameBuffer.KEPT) {
			frame.reset();
			wrap(frame);
		}
	}

	private void wrap(FrameBuffer frame) {
		// First, since there may be no memory: the bytes of others must not be sent.
		this.outgoing = ByteBuffer.wrap(frame.bytes());
		this.outgoingBytes = frame.bytes();
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
