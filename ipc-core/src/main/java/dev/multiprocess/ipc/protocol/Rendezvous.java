package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one peer meets this program: makes accepted channels into one connection and its
 * lanes.
 *
 * <p>
 * Each channel has to prove itself within {@link Handshake#TIMEOUT}, on a thread of its
 * own, so that a silent one delays nobody. Safe for use by any number of threads.
 */
public final class Rendezvous {

	private static final Logger logger = LoggerFactory.getLogger(Rendezvous.class);

	private final ConnectionSettings settings;

	private final CompletableFuture<Connection> connected = new CompletableFuture<>();

	private final AtomicInteger handshakes = new AtomicInteger();

	@GuardedBy("this")
	private @Nullable Connection connection;

	private volatile @Nullable String refusal;

	/**
	 * Creates a place to meet.
	 * @param settings what the connection will be made of
	 */
	public Rendezvous(ConnectionSettings settings) {
		this.settings = settings;
	}

	/**
	 * Returns the connection.
	 * @return completes when the peer has proved itself
	 */
	public CompletableFuture<Connection> connected() {
		return this.connected;
	}

	/**
	 * Returns why the last channel was refused, for the report of a peer that never made
	 * it.
	 * @return the reason, or null if none was refused
	 */
	public @Nullable String refusal() {
		return this.refusal;
	}

	/**
	 * Takes in a channel; returns at once.
	 * @param channel an accepted channel
	 */
	public void accept(Channel channel) {
		// The peer may open all its lanes at once; more than that is somebody who only
		// wants our threads.
		if (this.handshakes.incrementAndGet() > 2 * this.settings.limits().calls() + 16) {
			this.handshakes.decrementAndGet();
			refuse(channel, "too many channels are being opened");
			return;
		}
		long deadline = Deadline.after(Handshake.TIMEOUT);
		this.settings.executor().execute(() -> {
			try {
				Subject subject = new Handshake(channel, this.settings.secret(), deadline).accept();
				proved(channel, subject);
			}
			catch (IOException | RuntimeException ex) {
				refuse(channel, String.valueOf(ex.getMessage()));
			}
			finally {
				this.handshakes.decrementAndGet();
			}
		});
	}

	private void proved(Channel channel, Subject subject) {
		Connection opened;
		synchronized (this) {
			boolean control = subject.purpose() == Purpose.CONTROL;
			if (control == (this.connection != null)) {
				refuse(channel, control ? "it is connected already" : "it opened a lane before it connected");
				return;
			}
			if (!control) {
				this.connection.opener.accepted(channel, subject);
				return;
			}
			opened = new Connection(this.settings, channel, null);
			this.connection = opened;
		}
		opened.start();
		this.connected.complete(opened);
	}

	private void refuse(Channel channel, String reason) {
		// Noted first: the peer's end may be noticed as soon as it is hung up on.
		this.refusal = reason;
		channel.close();
		logger.debug("A channel to {} was refused: {}", this.settings.name(), reason);
	}

}
