package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lanes of one connection: opens them, lets the peer open them, and knows them until
 * both sides have closed them.
 *
 * <p>
 * Only one side can connect. It opens its own lanes, with odd ids, by connecting; for
 * lanes with even ids it is asked by the other side. Safe for use by any number of
 * threads.
 */
final class Lanes {

	private static final Logger logger = LoggerFactory.getLogger(Lanes.class);

	/** Longer than a free peer needs to connect, even on a machine under load. */
	private static final long OPENING_SECONDS = 30;

	/** Far more than can be on their way at a time. */
	private static final int MOST_CLOSED_EARLY = 10_000;

	private final Connection connection;

	private final @Nullable Connector connector;

	private final ConnectionSettings settings;

	private final Map<Integer, Lane> all = new ConcurrentHashMap<>();

	private final Map<Integer, CompletableFuture<Lane>> requested = new ConcurrentHashMap<>();

	/**
	 * Lanes that the peer closed before this side had taken them in: the end travels on
	 * another channel than the lane.
	 */
	private final Set<Integer> closedEarly = ConcurrentHashMap.newKeySet();

	private final AtomicInteger nextId;

	private final AtomicInteger served = new AtomicInteger();

	private volatile boolean closed;

	Lanes(Connection connection, @Nullable Connector connector, ConnectionSettings settings) {
		this.connection = connection;
		this.connector = connector;
		this.settings = settings;
		this.nextId = new AtomicInteger((connector != null) ? 1 : 2);
	}

	/** Opens a lane for calls of this side. */
	Lane open(String method, long deadline) {
		int id = this.nextId.getAndAdd(2);
		return (this.connector != null) ? connect(this.connector, method, new Subject(Purpose.CONNECTOR_CALLS, id))
				: request(method, id, deadline);
	}

	private Lane connect(Connector connector, String method, Subject subject) {
		try {
			return add(subject.lane(), handshaken(connector, subject), false);
		}
		catch (IOException ex) {
			if (Thread.currentThread().isInterrupted()) {
				throw new CallCancelledException(method, false);
			}
			throw this.connection.failures.unreachable(ex);
		}
	}

	private Channel handshaken(Connector connector, Subject subject) throws IOException {
		Channel channel = connector.connect();
		try {
			new Handshake(channel, this.settings.secret(), Deadline.after(Handshake.TIMEOUT)).connect(subject);
			return channel;
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private Lane request(String method, int id, long deadline) {
		CompletableFuture<Lane> lane = new CompletableFuture<>();
		this.requested.put(id, lane);
		this.connection.send(new ControlMessage.OpenLane(id));
		if (this.closed) {
			lane.completeExceptionally(new IOException("closed"));
		}
		long limit = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(OPENING_SECONDS));
		Lane opened = null;
		try {
			opened = lane.get(Deadline.left(Deadline.earlier(limit, deadline)), TimeUnit.NANOSECONDS);
			return opened;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CallCancelledException(method, false);
		}
		catch (TimeoutException ex) {
			throw (Deadline.left(deadline) <= 0)
					? new CallTimeoutException(method, this.settings.limits().callTimeout(), false)
					: this.connection.failures.unreachable(ex);
		}
		catch (ExecutionException ex) {
			throw this.connection.failures.closed(false);
		}
		finally {
			this.requested.remove(id);
			if (opened == null) {
				// One that was handed over just now has no other owner.
				lane.thenAccept(this::close);
			}
		}
	}

	/** Takes in a lane that the peer connected. */
	void accepted(Channel channel, Subject subject) {
		if (subject.purpose() == Purpose.ACCEPTOR_CALLS) {
			CompletableFuture<Lane> waiting = this.requested.remove(subject.lane());
			Lane lane = add(subject.lane(), channel, false);
			if (waiting == null || !waiting.complete(lane)) {
				close(lane);
			}
		}
		else if (subject.lane() % 2 == 0 || this.all.containsKey(subject.lane())) {
			channel.close();
		}
		else {
			serve(channel, subject.lane());
		}
	}

	/** Connects a lane that the peer asked for, and serves it. */
	void openRequested(int id) {
		Connector connector = this.connector;
		if (connector == null || id % 2 != 0 || this.all.containsKey(id)) {
			throw new ProtocolException("The peer asked for lane " + id + ", which is not its to ask for");
		}
		this.settings.executor().execute(() -> {
			try {
				serve(handshaken(connector, new Subject(Purpose.ACCEPTOR_CALLS, id)), id);
			}
			catch (IOException ex) {
				if (!this.closed) {
					logger.warn("Lane {} to {} could not be opened", id, this.connection, ex);
				}
			}
		});
	}

	private void serve(Channel channel, int id) {
		int calls = this.settings.limits().calls();
		if (this.all.size() > 8 * calls + 64) {
			channel.close();
			this.connection.violated(new ProtocolException("The peer did not say which lanes it has closed"));
			return;
		}
		Lane lane = add(id, channel, true);
		// Abandoned calls may still run beside those the peer waits for, but not without
		// end.
		if (this.served.incrementAndGet() > 2 * calls + 2) {
			logger.warn("{} opened more lanes than it may; one was refused", this.connection);
			close(lane);
			return;
		}
		Thread thread = new Thread(() -> this.connection.server.run(lane),
				"ipc-" + this.settings.name() + "-lane-" + id);
		thread.setDaemon(true);
		thread.start();
	}

	private Lane add(int id, Channel channel, boolean serving) {
		Lane lane = new Lane(this.connection, id, serving,
				new FrameChannel(channel, this.settings.limits().messageSize()));
		this.all.put(id, lane);
		if (this.closedEarly.remove(id)) {
			peerClosed(lane, 0);
		}
		if (this.closed) {
			lane.end(LaneFailure.of(LaneFailure.Kind.DISCONNECTED));
		}
		return lane;
	}

	/**
	 * Closes a lane and tells the peer how far it was read. Called by its owner, or when
	 * it has none.
	 */
	void close(Lane lane) {
		if (lane.close()) {
			this.connection.counters.laneEnded(lane.frames());
			this.connection.send(new ControlMessage.LaneClosed(lane.id(), lane.framesRead()));
			if (lane.serving()) {
				this.served.decrementAndGet();
			}
			if (lane.isDone() || this.closed) {
				this.all.remove(lane.id());
			}
		}
	}

	/** Takes in that the peer has closed a lane. */
	void peerClosed(int id, long framesRead) {
		Lane lane = this.all.get(id);
		if (lane == null) {
			if (this.closedEarly.size() == MOST_CLOSED_EARLY) {
				throw new ProtocolException("The peer closed lanes that nobody opened");
			}
			this.closedEarly.add(id);
			lane = this.all.get(id);
			if (lane == null || !this.closedEarly.remove(id)) {
				return;
			}
		}
		peerClosed(lane, framesRead);
	}

	private void peerClosed(Lane lane, long framesRead) {
		lane.end(LaneFailure.of(lane.serving() ? LaneFailure.Kind.ABANDONED : LaneFailure.Kind.ENDED));
		lane.peerClosed(framesRead);
		this.connection.pool.discard(lane);
		if (lane.isDone()) {
			this.all.remove(lane.id());
		}
	}

	void cancel(int id, int call) {
		Lane lane = this.all.get(id);
		if (lane != null) {
			lane.served().cancel(call);
		}
	}

	/** Ends all waits; each owner closes its lane. */
	void end() {
		this.closed = true;
		this.requested.values().forEach((lane) -> lane.completeExceptionally(new IOException("closed")));
		this.all.values().forEach((lane) -> lane.end(LaneFailure.of(LaneFailure.Kind.DISCONNECTED)));
	}

	int serving() {
		return (int) this.all.values().stream().filter((lane) -> lane.serving() && !lane.served().isEmpty()).count();
	}

	Stats stats(Counters counters, References references) {
		long sent = counters.bytesSent();
		long received = counters.bytesReceived();
		for (Lane lane : this.all.values()) {
			sent += lane.frames().bytesWritten;
			received += lane.frames().bytesRead;
		}
		return new Stats(counters.calls(), counters.inFlight(), references.exports().size(),
				references.imports().size(), sent, received, this.all.size());
	}

}
