package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.multiprocess.ipc.protocol.Guests.Guest;
import dev.multiprocess.ipc.protocol.Handshake.Proved;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where peers meet this program: makes accepted channels into connections and their
 * lanes.
 *
 * <p>
 * Each channel has to prove itself within {@link Handshake#TIMEOUT}, on a thread of its
 * own, so that a silent one delays nobody; what waits for its proof is bounded by
 * {@link Doorway}. Safe for use by any number of threads.
 */
public final class Rendezvous {

	private static final Logger logger = LoggerFactory.getLogger(Rendezvous.class);

	private final String name;

	private final Credentials newcomers;

	private final Executor workers;

	private final Guests guests;

	private final Doorway doorway;

	private final Map<Long, Connected> connections = new ConcurrentHashMap<>();

	private final CompletableFuture<Connection> connected = new CompletableFuture<>();

	private volatile @Nullable String refusal;

	/**
	 * Creates a place to meet one peer, once.
	 * @param settings what the connection will be made of
	 */
	public Rendezvous(ConnectionSettings settings) {
		// The peer may open all its lanes at once; more than that is somebody who only
		// wants our threads.
		this(settings.name(), settings.secret(), settings.workers(), 2 * settings.limits().calls() + 16,
				new OnlyGuest(settings));
	}

	/**
	 * Creates a place to meet peers.
	 * @param name what the place is called, for messages
	 * @param secret what all peers have to know
	 * @param workers runs the handshakes
	 * @param handshakes how many there may be at once
	 * @param guests decides who may connect
	 */
	public Rendezvous(String name, byte[] secret, Executor workers, int handshakes, Guests guests) {
		this.name = name;
		this.newcomers = Credentials.of(secret);
		this.workers = workers;
		this.doorway = new Doorway(handshakes);
		this.guests = guests;
	}

	/**
	 * A connection that began here.
	 */
	private record Connected(Connection connection, Credentials lanes) {
	}

	/**
	 * Returns the first connection.
	 * @return completes when a peer has proved itself
	 */
	public CompletableFuture<Connection> connected() {
		return this.connected;
	}

	/** Returns whether a peer has proved itself, or may be about to. */
	public boolean isMet() {
		// In this order: a channel is taken in before it leaves the doorway.
		return !this.doorway.isEmpty() || this.connected.isDone();
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
	 * Takes in a channel; returns soon, when there are too many once another one has
	 * gone.
	 * @param channel an accepted channel
	 */
	public void accept(Channel channel) {
		this.doorway.enter(channel);
		long deadline = Deadline.after(Handshake.TIMEOUT);
		try {
			this.workers.execute(() -> meet(channel, deadline));
		}
		catch (RuntimeException | Error ex) {
			// The machine has no more threads, say.
			this.doorway.leave(channel);
			refuse(channel, "it could not be attended to: " + ex);
			throw ex;
		}
	}

	private void meet(Channel channel, long deadline) {
		try {
			Handshake handshake = new Handshake(channel, deadline);
			Proved proved = handshake.accept(this::credentials);
			if (proved.subject().purpose() == Purpose.CONTROL) {
				connect(channel, handshake, proved.lanes());
			}
			else {
				openLane(channel, handshake, proved, deadline);
			}
		}
		catch (Error ex) {
			// Memory has run out, say; the peer is not to wait for it.
			refuse(channel, "it could not be attended to: " + ex);
		}
		catch (IOException | RuntimeException ex) {
			refuse(channel, this.doorway.hasMadeRoom(channel) ? "too many channels are being opened, it was the slowest"
					: String.valueOf(ex.getMessage()));
		}
		finally {
			this.doorway.leave(channel);
		}
	}

	private Credentials credentials(long connection) throws IOException {
		if (connection == Credentials.NEW) {
			return this.newcomers;
		}
		Connected known = this.connections.get(connection);
		if (known == null) {
			throw new IOException("it opened a lane of a connection that has ended, or never was");
		}
		return known.lanes();
	}

	private void connect(Channel channel, Handshake handshake, Credentials lanes) throws IOException {
		Guest guest = this.guests.admit();
		if (guest == null) {
			handshake.turnAway(this.guests.most());
			throw new IOException("as many are connected already as may be, which is " + this.guests.most());
		}
		Connection opened;
		try {
			handshake.welcome();
			opened = new Connection(guest.settings(), channel, lanes, null);
			this.connections.put(lanes.connection(), new Connected(opened, lanes));
			opened.start(true);
		}
		catch (IOException | RuntimeException | Error ex) {
			this.connections.remove(lanes.connection());
			guest.missed();
			channel.close();
			throw ex;
		}
		opened.whenDisconnected().thenRun(() -> this.connections.remove(lanes.connection()));
		guest.arrived(opened);
		this.connected.complete(opened);
	}

	private void openLane(Channel channel, Handshake handshake, Proved proved, long deadline) throws IOException {
		Connected known = this.connections.get(proved.connection());
		if (known == null) {
			throw new IOException("its connection has just ended");
		}
		awaitHello(known.connection(), deadline);
		Channel carrier = handshake.welcomeLane(channel, known.connection().settings.memory());
		// One at a time, or two could take the same id.
		synchronized (known) {
			known.connection().opener.accepted(carrier, proved.subject());
		}
	}

	/** The hello was sent before, but on another channel. */
	private static void awaitHello(Connection connection, long deadline) throws IOException {
		try {
			connection.peerStart.hello().get(Deadline.left(deadline), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("it opened a lane but did not say hello", ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("its connection has just ended", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("the handshake was interrupted", ex);
		}
	}

	private void refuse(Channel channel, String reason) {
		// Noted first: the peer's end may be noticed as soon as it is hung up on.
		this.refusal = reason;
		channel.close();
		logger.debug("A channel to {} was refused: {}", this.name, reason);
	}

}
