package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the lanes of one connection, for calls in either direction.
 *
 * <p>
 * Only one side can connect. It opens its own lanes, with odd ids, by connecting; for
 * lanes with even ids it is asked by the other side. Safe for use by any number of
 * threads.
 */
final class LaneOpener {

	private static final Logger logger = LoggerFactory.getLogger(LaneOpener.class);

	/** Longer than a free peer needs to connect, even on a machine under load. */
	private static final long OPENING_SECONDS = 30;

	private final Connection connection;

	private final Lanes lanes;

	private final @Nullable Connector connector;

	private final Credentials credentials;

	private final ConnectionSettings settings;

	private final Map<Integer, CompletableFuture<Lane>> requested = new ConcurrentHashMap<>();

	private final AtomicInteger nextId;

	LaneOpener(Connection connection, Lanes lanes, @Nullable Connector connector, Credentials credentials,
			ConnectionSettings settings) {
		this.connection = connection;
		this.lanes = lanes;
		this.connector = connector;
		this.credentials = credentials;
		this.settings = settings;
		this.nextId = new AtomicInteger((connector != null) ? 1 : 2);
	}

	/** Opens a lane for calls of this side. */
	Lane open(Budget budget) {
		int id = this.nextId.getAndAdd(2);
		return (this.connector != null) ? connect(this.connector, budget, new Subject(Purpose.CONNECTOR_CALLS, id))
				: request(id, budget);
	}

	private Lane connect(Connector connector, Budget budget, Subject subject) {
		try {
			return add(subject.lane(), handshaken(connector, subject, budget.deadline()));
		}
		catch (RuntimeException | Error ex) {
			this.connection.send(new ControlMessage.LaneClosed(subject.lane(), 0));
			throw ex;
		}
		catch (IOException ex) {
			// The peer may have taken it in, and keeps it until both have closed it.
			this.connection.send(new ControlMessage.LaneClosed(subject.lane(), 0));
			if (Thread.currentThread().isInterrupted()) {
				throw budget.cancelled(false);
			}
			throw budget.isOver() ? budget.timedOut(false) : this.connection.failures.unreachable(ex);
		}
	}

	private Lane add(int id, Channel channel) {
		try {
			return this.lanes.add(id, channel);
		}
		catch (Error ex) {
			channel.close();
			throw ex;
		}
	}

	private Channel handshaken(Connector connector, Subject subject, long deadline) throws IOException {
		Channel channel = connector.connect(Duration.ofNanos(Math.max(0, Deadline.left(limited(deadline)))));
		try {
			return new Handshake(channel, limited(deadline)).connectLane(this.credentials, subject, channel,
					this.settings.memory());
		}
		catch (IOException | RuntimeException | Error ex) {
			channel.close();
			throw ex;
		}
	}

	/** A peer that has stopped is not waited for even by who has no deadline. */
	private static long limited(long deadline) {
		return Deadline.earlier(Deadline.after(Handshake.TIMEOUT), deadline);
	}

	private Lane request(int id, Budget budget) {
		CompletableFuture<Lane> lane = new CompletableFuture<>();
		this.requested.put(id, lane);
		this.connection.send(new ControlMessage.OpenLane(id));
		if (this.lanes.isClosed()) {
			lane.completeExceptionally(new IOException("closed"));
		}
		long limit = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(OPENING_SECONDS));
		Lane opened = null;
		try {
			opened = lane.get(Deadline.left(Deadline.earlier(limit, budget.deadline())), TimeUnit.NANOSECONDS);
			return opened;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw budget.cancelled(false);
		}
		catch (TimeoutException ex) {
			throw budget.isOver() ? budget.timedOut(false) : this.connection.failures.unreachable(ex);
		}
		catch (ExecutionException ex) {
			throw this.connection.failures.unreachable(ex);
		}
		finally {
			this.requested.remove(id);
			if (opened == null) {
				// One that was handed over just now has no other owner.
				lane.thenAccept(this.lanes::close);
			}
		}
	}

	/** Takes in a lane that the peer connected. */
	void accepted(Channel channel, Subject subject) {
		int id = subject.lane();
		boolean calledByPeer = subject.purpose() == Purpose.CONNECTOR_CALLS;
		if (id % 2 == 0 == calledByPeer || this.lanes.isKnown(id)) {
			channel.close();
			this.connection
				.violated(new ProtocolException("The peer opened lane " + id + ", which is not its to open"));
		}
		else if (calledByPeer) {
			serve(id, channel);
		}
		else {
			handOver(id, channel);
		}
	}

	private void handOver(int id, Channel channel) {
		CompletableFuture<Lane> waiting = this.requested.remove(id);
		try {
			Lane lane = add(id, channel);
			if (waiting == null || !waiting.complete(lane)) {
				// Its caller has given up.
				this.lanes.close(lane);
			}
		}
		catch (Error ex) {
			if (waiting != null) {
				waiting.completeExceptionally(ex);
			}
			throw ex;
		}
	}

	/** Connects a lane that the peer asked for, and serves it. */
	void openRequested(int id) {
		Connector connector = this.connector;
		if (connector == null || id % 2 != 0 || this.lanes.isKnown(id)) {
			throw new ProtocolException("The peer asked for lane " + id + ", which is not its to ask for");
		}
		try {
			this.settings.workers().execute(() -> serve(connector, id));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// No thread is to be had for it.
			notOpened(id, ex);
		}
	}

	private void serve(Connector connector, int id) {
		try {
			serve(id, handshaken(connector, new Subject(Purpose.ACCEPTOR_CALLS, id), Deadline.NONE));
		}
		catch (IOException | RuntimeException | Error ex) {
			notOpened(id, ex);
		}
	}

	private void serve(int id, Channel channel) {
		try {
			this.lanes.serve(id, channel);
		}
		catch (Error ex) {
			channel.close();
			throw ex;
		}
	}

	private void notOpened(int id, Throwable reason) {
		if (!this.lanes.isClosed()) {
			logger.warn("Lane {} to {} could not be opened", id, this.connection, reason);
			// Its caller waits for it.
			this.connection.send(new ControlMessage.LaneClosed(id, 0));
		}
	}

	/** Takes in that the peer could not open a lane, or has closed it already. */
	void refused(int id) {
		CompletableFuture<Lane> waiting = this.requested.remove(id);
		if (waiting != null) {
			waiting.completeExceptionally(new IOException("the other side could not open it"));
		}
	}

	/** Ends all waits for lanes. */
	void end() {
		this.requested.values().forEach((lane) -> lane.completeExceptionally(new IOException("closed")));
	}

}
