package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries control messages, on a thread of its own that reads and writes by turns.
 *
 * <p>
 * Any thread may {@link #send}, under any lock; the thread of the channel moves the
 * bytes. It never waits for one direction alone: two sides that both wrote and did not
 * read would wait for each other. What a peer does not read waits here, up to a limit.
 */
final class ControlChannel {

	private static final Logger logger = LoggerFactory.getLogger(ControlChannel.class);

	/**
	 * The most bytes that may wait for the peer: as many releases as it can have given
	 * objects, and half as much again.
	 */
	static final int MOST_WAITING = 24 * 1024 * 1024;

	/** As much waits at most when messages are sent that nobody depends on, in bytes. */
	private static final int MOST_NEWS = 256 * 1024;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	/** How long a peer has to take what was sent before the end. */
	private static final long FAREWELL_SECONDS = 2;

	private final Channel channel;

	private final Consumer<ControlMessage> received;

	private final Consumer<@Nullable Throwable> ended;

	/** What was sent and is not being written yet. */
	@GuardedBy("this")
	private FrameBuffer waiting = new FrameBuffer(MOST_WAITING);

	@GuardedBy("this")
	private boolean overflown;

	/** What is being written; then to be swapped with what waits. */
	private FrameBuffer writing = new FrameBuffer(MOST_WAITING);

	private ByteBuffer outgoing = NOTHING;

	private ByteBuffer incoming = ByteBuffer.allocate(4096);

	/** When to be done with writing. */
	private volatile long end = Deadline.NONE;

	/**
	 * Creates the channel; nothing moves until it is started.
	 * @param channel carries the bytes, after its handshake
	 * @param received takes each message on the channel's thread, so must not block
	 * @param ended told once, on the channel's thread, with the reason or null at the end
	 * of the stream
	 */
	ControlChannel(Channel channel, Consumer<ControlMessage> received, Consumer<@Nullable Throwable> ended) {
		this.channel = channel;
		this.received = received;
		this.ended = ended;
	}

	void start(String name) {
		DaemonThread.create(name, this::run).start();
	}

	/** Sends a message, unless so many wait that it can be done without. */
	void sendIfRoom(ControlMessage message) {
		synchronized (this) {
			if (this.waiting.position() > MOST_NEWS) {
				return;
			}
		}
		send(message);
	}

	/** Sends a message; one for which there is no room ends the channel. */
	void send(ControlMessage message) {
		boolean first;
		synchronized (this) {
			if (this.overflown) {
				return;
			}
			int position = this.waiting.position();
			first = position == 0;
			try {
				ControlCodec.write(message, this.waiting);
			}
			catch (MessageTooLargeException ex) {
				this.waiting.truncate(position);
				// Whoever sends may hold locks, so the channel's own thread acts on it.
				this.overflown = true;
				first = true;
			}
		}
		if (first) {
			this.channel.wake();
		}
	}

	/**
	 * Closes the channel once all messages sent before are written, or some seconds
	 * later.
	 */
	void finish() {
		this.end = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS));
		this.channel.wake();
	}

	/** Closes the channel at once. */
	void close() {
		this.channel.close();
	}

	private void run() {
		Throwable reason = null;
		try {
			move();
		}
		catch (IOException ex) {
			// The other way in which a peer may go.
			logger.debug("The control channel broke", ex);
			reason = ex;
		}
		catch (ProtocolException ex) {
			reason = ex;
		}
		catch (RuntimeException | Error ex) {
			logger.error("The control channel failed; the connection is closed", ex);
			reason = ex;
		}
		try {
			this.channel.close();
		}
		finally {
			this.ended.accept(reason);
		}
	}

	private void move() throws IOException {
		while (Deadline.left(this.end) > 0) {
			// Looked at before the last message is taken.
			boolean finishing = this.end != Deadline.NONE;
			boolean written = flush();
			int count = this.channel.read(this.incoming);
			if (count < 0) {
				return;
			}
			if (count > 0) {
				receive();
			}
			else if (written && finishing) {
				return;
			}
			else {
				this.channel.await(written ? Channel.READ : Channel.READ | Channel.WRITE, left());
			}
		}
	}

	/** Returns the time to wait, as a channel takes it. */
	private long left() {
		long left = Deadline.left(this.end);
		return (left == Deadline.NONE) ? -1 : Math.max(0, left);
	}

	/** Writes what there is room for; returns whether that was all. */
	private boolean flush() throws IOException {
		do {
			checkOverflown();
			while (this.outgoing.hasRemaining()) {
				if (this.channel.write(this.outgoing) == 0) {
					return false;
				}
			}
		}
		while (take());
		return true;
	}

	private synchronized void checkOverflown() {
		if (this.overflown) {
			throw new ProtocolException(
					"The peer does not read its control channel, " + MOST_WAITING + " bytes wait for it");
		}
	}

	/** Takes what waits to be written; returns whether there was anything. */
	private boolean take() {
		// What is left of a large one is let go of.
		this.writing.reset();
		this.outgoing = NOTHING;
		synchronized (this) {
			if (this.waiting.position() == 0) {
				return false;
			}
			FrameBuffer taken = this.waiting;
			this.waiting = this.writing;
			this.writing = taken;
		}
		this.outgoing = ByteBuffer.wrap(this.writing.bytes(), 0, this.writing.position());
		return true;
	}

	private void receive() {
		this.incoming.flip();
		while (this.incoming.remaining() >= 4) {
			int length = this.incoming.getInt(this.incoming.position());
			if (length < 1 || length > ControlMessage.MAX_LENGTH) {
				throw new ProtocolException("The peer sent a control message of " + length + " bytes");
			}
			if (this.incoming.remaining() < 4 + length) {
				if (this.incoming.capacity() < 4 + length) {
					this.incoming = ByteBuffer.allocate(4 + length).put(this.incoming).flip();
				}
				break;
			}
			int start = this.incoming.position() + 4;
			this.received.accept(ControlCodec.read(new Cursor(this.incoming.array(), start, start + length)));
			this.incoming.position(start + length);
		}
		this.incoming.compact();
	}

}
