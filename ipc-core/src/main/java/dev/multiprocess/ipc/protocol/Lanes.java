package dev.multiprocess.ipc.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.transport.Channel;

/**
 * All lanes of one connection, from their opening until both sides have closed them. Safe
 * for use by any number of threads.
 */
final class Lanes {

	private final Connection connection;

	private final ConnectionSettings settings;

	private final Map<Integer, Lane> all = new ConcurrentHashMap<>();

	private final ClosedEarly closedEarly = new ClosedEarly();

	private final ServingThreads threads;

	private volatile boolean closed;

	Lanes(Connection connection, ConnectionSettings settings) {
		this.connection = connection;
		this.settings = settings;
		// Abandoned calls may still run beside those the peer waits for.
		this.threads = new ServingThreads("ipc-" + settings.name() + "-lane-", 2 * settings.limits().calls() + 2,
				(lane) -> connection.server.run(lane), this::close);
	}

	/** Returns whether a lane is known, so that its id cannot be used again. */
	boolean isKnown(int id) {
		return this.all.containsKey(id);
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Takes in a lane that was opened for calls of this side. */
	Lane add(int id, Channel channel) {
		return add(id, channel, false);
	}

	/** Serves a lane that was opened for calls of the peer. */
	void serve(int id, Channel channel) {
		int calls = this.settings.limits().calls();
		if (this.all.size() > 8 * calls + 64) {
			channel.close();
			this.connection.violated(new ProtocolException("The peer did not say which lanes it has closed"));
			return;
		}
		Lane lane = add(id, channel, true);
		this.threads.serve(lane);
		closeUnserved(lane);
	}

	/** Closes a lane that has ended before a thread served it. */
	private void closeUnserved(Lane lane) {
		// It is put in line before its failure is asked for, and fails before it is
		// looked for in line: one of both sees it.
		if (lane.frames().failure() != null && this.threads.remove(lane)) {
			close(lane);
		}
	}

	private Lane add(int id, Channel channel, boolean serving) {
		Lane lane = new Lane(this.connection, id, serving,
				new FrameChannel(channel, this.settings.limits().messageSize()));
		try {
			takeIn(lane);
			return lane;
		}
		catch (Error ex) {
			// It has no owner yet who would close it.
			this.all.remove(id);
			channel.close();
			throw ex;
		}
	}

	private void takeIn(Lane lane) {
		int id = lane.id();
		this.all.put(id, lane);
		if (this.closedEarly.remove(id)) {
			peerClosed(lane, 0);
		}
		if (this.closed) {
			lane.end(LaneFailure.of(LaneFailure.Kind.DISCONNECTED));
		}
	}

	/**
	 * Closes a lane and tells the peer how far it was read. Called by its owner, or when
	 * it has none.
	 */
	void close(Lane lane) {
		if (lane.close()) {
			this.connection.counters.laneEnded(lane.frames());
			this.connection.send(new ControlMessage.LaneClosed(lane.id(), lane.framesRead()));
			if (this.closed) {
				// Else the last one to end the waits for it would not find it any more.
				lane.end(LaneFailure.of(LaneFailure.Kind.DISCONNECTED));
			}
			if (lane.isDone() || this.closed) {
				this.all.remove(lane.id());
			}
		}
	}

	/** Fails every call that stands on a lane, here and there. Called by its owner. */
	void breakOff(Lane lane) {
		lane.end(LaneFailure.of(LaneFailure.Kind.BROKEN));
		close(lane);
	}

	/** Takes in that the peer has closed a lane. */
	void peerClosed(int id, long framesRead) {
		Lane lane = this.all.get(id);
		if (lane == null) {
			this.closedEarly.add(id);
			this.connection.opener.refused(id);
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
		closeUnserved(lane);
		this.connection.pool.discard(lane);
		if (lane.isDone()) {
			this.all.remove(lane.id());
		}
	}

	/** Takes in how many frames of a lane the peer has served. */
	void framesTaken(int id, long frames) {
		Lane lane = this.all.get(id);
		if (lane != null) {
			lane.unsettled().settle(frames);
			this.connection.pool.settled();
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
		for (Lane lane : this.all.values()) {
			lane.end(LaneFailure.of(LaneFailure.Kind.DISCONNECTED));
			closeUnserved(lane);
		}
	}

	/** Returns how many lanes have a call of the peer that has not been answered. */
	int serving() {
		// A call is no longer served when its answer is being written, but its depth is
		// left only after that; seen here since the one is asked before the other.
		return (int) this.all.values()
			.stream()
			.filter((lane) -> lane.serving() && (!lane.served().isEmpty() || lane.depth() > 0))
			.count();
	}

	Stats stats(Counters counters, References references) {
		long sent = counters.bytesSent();
		long received = counters.bytesReceived();
		for (Lane lane : this.all.values()) {
			sent += lane.frames().bytesWritten();
			received += lane.frames().bytesRead();
		}
		return new Stats(counters.calls(), counters.inFlight(), references.exports().size(),
				references.imports().size(), sent, received, this.all.size());
	}

}
