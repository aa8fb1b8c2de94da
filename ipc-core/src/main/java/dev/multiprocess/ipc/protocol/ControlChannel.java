package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Carries control messages, on a thread of its own that reads and writes by turns.
 *
 * <p>
 * Any thread may {@link #send}; the thread of the channel moves the bytes. It never waits
 * for one direction alone: two sides that both wrote and did not read would wait for each
 * other.
 */
final class ControlChannel {

	private static final int BATCH = 16 * 1024;

	private final Channel channel;

	private final Consumer<ControlMessage> received;

	private final Consumer<@Nullable Throwable> ended;

	private final Queue<ControlMessage> queue = new ConcurrentLinkedQueue<>();

	private final FrameBuffer encoded = new FrameBuffer(Integer.MAX_VALUE - 8);

	private ByteBuffer outgoing = ByteBuffer.allocate(0);

	private ByteBuffer incoming = ByteBuffer.allocate(4096);

	private volatile boolean finishing;

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
		Thread thread = new Thread(this::run, name);
		thread.setDaemon(true);
		thread.start();
	}

	void send(ControlMessage message) {
		this.queue.add(message);
		this.channel.wake();
	}

	/** Closes the channel once all messages sent before are written. */
	void finish() {
		this.finishing = true;
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
		catch (IOException | RuntimeException ex) {
			reason = ex;
		}
		this.channel.close();
		this.ended.accept(reason);
	}

	private void move() throws IOException {
		while (true) {
			boolean written = flush();
			int count = this.channel.read(this.incoming);
			if (count < 0) {
				return;
			}
			if (count > 0) {
				receive();
			}
			else if (written && this.finishing && this.queue.isEmpty()) {
				return;
			}
			else if (!written || this.queue.isEmpty()) {
				this.channel.await(written ? Channel.READ : Channel.READ | Channel.WRITE, -1);
			}
		}
	}

	private boolean flush() throws IOException {
		while (true) {
			if (!this.outgoing.hasRemaining()) {
				ControlMessage message = this.queue.poll();
				if (message == null) {
					return true;
				}
				this.encoded.reset();
				for (; message != null; message = (this.encoded.position() < BATCH) ? this.queue.poll() : null) {
					ControlMessage.write(message, this.encoded);
				}
				this.outgoing = ByteBuffer.wrap(this.encoded.bytes(), 0, this.encoded.position());
			}
			if (this.channel.write(this.outgoing) == 0) {
				return false;
			}
		}
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
			this.received.accept(ControlMessage.read(new Cursor(this.incoming.array(), start, start + length)));
			this.incoming.position(start + length);
		}
		this.incoming.compact();
	}

}
