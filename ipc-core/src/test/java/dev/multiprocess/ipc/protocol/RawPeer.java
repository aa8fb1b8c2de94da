package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Limits;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.jspecify.annotations.Nullable;

/**
 * A peer that connects as it should and from then on writes any bytes it likes.
 */
final class RawPeer implements AutoCloseable {

	/** The id under which the peer claims to serve a {@link Door}. */
	static final long ROOT = 77;

	private static final Duration LONG = Duration.ofSeconds(60);

	private final Connector connector;

	private final byte[] secret;

	/** What lanes of the connection need. */
	final Credentials lanes;

	private final List<Channel> channels = new ArrayList<>();

	private final Deque<ControlMessage> received = new ArrayDeque<>();

	private final Map<Integer, List<String>> methods = new ConcurrentHashMap<>();

	/** What is shared with the victim, or null. */
	@Nullable SharedMemory memory;

	final Channel control;

	/** The victim's first object, once its hello was read. */
	long door;

	/**
	 * Connects and says nothing yet.
	 * @param connector reaches the victim
	 * @param secret what both know
	 */
	RawPeer(Connector connector, byte[] secret) throws IOException {
		this.connector = connector;
		this.secret = secret;
		this.control = connector.connect(LONG);
		this.channels.add(this.control);
		this.lanes = new Handshake(this.control, Deadline.after(LONG)).connect(Credentials.of(secret),
				new Subject(Purpose.CONTROL, 0));
	}

	Channel open(Purpose purpose, int lane) throws IOException {
		return open((purpose == Purpose.CONTROL) ? Credentials.of(this.secret) : this.lanes,
				new Subject(purpose, lane));
	}

	/** Opens a channel with any credentials. */
	Channel open(Credentials credentials, Subject subject) throws IOException {
		Channel channel = this.connector.connect(LONG);
		this.channels.add(channel);
		Handshake handshake = new Handshake(channel, Deadline.after(LONG));
		if (subject.purpose() == Purpose.CONTROL) {
			handshake.connect(credentials, subject);
			return channel;
		}
		Channel carrier = handshake.connectLane(credentials, subject, channel, this.memory);
		this.channels.add(carrier);
		return carrier;
	}

	static Hello hello(int messageSize) {
		return new Hello("", 4711, 1, new Limits(messageSize, 64, 1000, 1000, true),
				new Root(ROOT, List.of(Door.class.getName(), "dev.multiprocess.ipc.Init")));
	}

	/** Says who it is, but not that it serves. */
	void greet() throws IOException {
		control(hello(1024 * 1024));
	}

	/** Says who it is, and that it serves. */
	void sayHello() throws IOException {
		greet();
		control(new ControlMessage.Ready());
	}

	void control(ControlMessage message) throws IOException {
		FrameBuffer buffer = new FrameBuffer(1024 * 1024);
		ControlCodec.write(message, buffer);
		write(this.control, buffer.bytes(), buffer.position());
	}

	/** Sends a control message of any type and content. */
	void control(byte[] content) throws IOException {
		ByteBuffer message = ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content);
		write(this.control, message.array(), message.position());
	}

	/** Waits for a control message. */
	<M extends ControlMessage> M await(Class<M> type, Predicate<M> wanted) throws IOException {
		while (true) {
			ControlMessage message = this.received.isEmpty() ? read() : this.received.poll();
			if (type.isInstance(message) && wanted.test(type.cast(message))) {
				return type.cast(message);
			}
		}
	}

	private ControlMessage read() throws IOException {
		byte[] content = readFrame(this.control);
		ControlMessage message = ControlCodec.read(new Cursor(content, 0, content.length));
		if (message instanceof Hello hello) {
			this.door = hello.root().id();
		}
		return message;
	}

	/** Waits until the victim closes the control channel. */
	void awaitDisconnected() {
		try {
			while (true) {
				read();
			}
		}
		catch (IOException ignored) {
			// As expected: the end, or a broken pipe.
		}
	}

	/** Waits until the victim wants to call, and gives it the lane. */
	RawLane laneForVictim() throws IOException {
		int id = await(ControlMessage.OpenLane.class, (open) -> true).lane();
		return new RawLane(id, open(Purpose.ACCEPTOR_CALLS, id), this.methods);
	}

	/** Opens a lane for calls of its own. */
	RawLane lane(int id) throws IOException {
		return new RawLane(id, open(Purpose.CONNECTOR_CALLS, id), this.methods);
	}

	static void write(Channel channel, byte[] bytes, int length) throws IOException {
		ByteBuffer source = ByteBuffer.wrap(bytes, 0, length);
		while (source.hasRemaining()) {
			if (Thread.currentThread().isInterrupted()) {
				throw new IOException("The victim takes no more");
			}
			if (channel.write(source) == 0) {
				channel.await(Channel.WRITE, LONG.toNanos());
			}
		}
	}

	static byte[] readFrame(Channel channel) throws IOException {
		int length = ByteBuffer.wrap(read(channel, 4)).getInt();
		return read(channel, length);
	}

	static byte[] read(Channel channel, int count) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(count);
		long deadline = Deadline.after(LONG);
		while (target.hasRemaining()) {
			int read = channel.read(target);
			if (read < 0) {
				throw new IOException("The victim closed the channel");
			}
			if (read == 0) {
				if (Deadline.left(deadline) <= 0) {
					throw new AssertionError("The victim is silent");
				}
				channel.await(Channel.READ, Deadline.left(deadline));
			}
		}
		return target.array();
	}

	@Override
	public void close() {
		this.channels.forEach(Channel::close);
	}

}
