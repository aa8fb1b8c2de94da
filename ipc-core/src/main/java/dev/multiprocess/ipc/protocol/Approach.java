package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

import dev.multiprocess.ipc.protocol.ControlMessage.Failed;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;

/**
 * A peer that has been reached, both sides having proved themselves, by a program that
 * does not know yet what it will serve: the connection follows, or the reason why it
 * never will. For use by one thread.
 */
public final class Approach {

	/** How long a peer has to read why it is not served. */
	static final Duration FAREWELL = Duration.ofSeconds(2);

	private final Connector connector;

	private final Channel channel;

	private final Credentials lanes;

	private Approach(Connector connector, Channel channel, Credentials lanes) {
		this.connector = connector;
		this.channel = channel;
		this.lanes = lanes;
	}

	/**
	 * Reaches a peer that accepts.
	 * @param secret what both sides know
	 * @param connector reaches the peer
	 * @param patience how long the peer may stay silent
	 * @return the way to it
	 * @throws IOException if the peer cannot be reached, or one side cannot prove itself
	 * to the other
	 */
	public static Approach to(byte[] secret, Connector connector, Duration patience) throws IOException {
		Channel channel = connector.connect(patience);
		try {
			Credentials lanes = new Handshake(channel, Deadline.after(patience)).connect(Credentials.of(secret),
					new Subject(Purpose.CONTROL, 0));
			return new Approach(connector, channel, lanes);
		}
		catch (IOException | RuntimeException | Error ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Goes on to the connection, on which this side has said hello but not that it
	 * serves. To be called once, instead of {@link #failed}.
	 * @param settings what the connection is made of
	 * @return the connection
	 */
	public Connection connect(ConnectionSettings settings) {
		return connect(settings, false);
	}

	Connection connect(ConnectionSettings settings, boolean serving) {
		try {
			Connection connection = new Connection(settings, this.channel, this.lanes, this.connector);
			connection.start(serving);
			return connection;
		}
		catch (RuntimeException | Error ex) {
			this.channel.close();
			throw ex;
		}
	}

	/**
	 * Tells the peer why this program does not come to serve it, and parts from it.
	 * @param reason why
	 */
	public void failed(Throwable reason) {
		FrameBuffer message = new FrameBuffer(4 + ControlMessage.MAX_LENGTH);
		ControlCodec.write(new Failed(StartFailure.of(reason)), message);
		long deadline = Deadline.after(FAREWELL);
		boolean interrupted = Thread.interrupted();
		try {
			new Exchange(this.channel, deadline).write(Arrays.copyOf(message.bytes(), message.position()));
			awaitEnd(deadline);
		}
		catch (IOException ignored) {
			// The end, as expected, or there is nobody to tell.
		}
		finally {
			this.channel.close();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * The peer hangs up once it has read the reason. To hang up on what it writes could
	 * keep it from that.
	 */
	private void awaitEnd(long deadline) throws IOException {
		ByteBuffer unused = ByteBuffer.allocate(256);
		while (this.channel.read(unused.clear()) >= 0 && Deadline.left(deadline) > 0
				&& !Thread.currentThread().isInterrupted()) {
			this.channel.await(Channel.READ, Deadline.left(deadline));
		}
	}

}
