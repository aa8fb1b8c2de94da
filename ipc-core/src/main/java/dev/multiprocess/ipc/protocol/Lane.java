package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;

/**
 * A duplex channel on which calls nest like the frames of a stack: one caller thread
 * here, one serving thread there.
 *
 * <p>
 * Confined to the thread that owns it: the caller that took it from the {@link LanePool},
 * or its serving thread. Other threads only {@link #end} it, or take in the peer's
 * {@link #peerClosed}. The peer has taken in every frame sent before the one that arrives
 * from it, since frames nest; so what a frame exported or pinned is settled then.
 */
final class Lane {

	/** How many calls may stand on one another, both directions together. */
	static final int MAX_DEPTH = 64;

	private final Connection connection;

	private final int id;

	private final boolean serving;

	private final FrameChannel frames;

	private final FrameContext context;

	private final FrameBuffer outgoing;

	private int depth;

	private int lastCall;

	private volatile long framesRead;

	@GuardedBy("this")
	private long framesSent;

	/** Mentions in frames that the peer may not have taken in. */
	@GuardedBy("this")
	private List<Export> unsettled = List.of();

	/**
	 * How many frames the peer took before it closed the lane; negative if it has not.
	 */
	@GuardedBy("this")
	private long framesTaken = -1;

	@GuardedBy("this")
	private boolean closed;

	private final ServedCalls served;

	/**
	 * Creates a lane.
	 * @param connection its connection
	 * @param id its id, the same on both sides
	 * @param serving whether root calls on it come from the peer
	 * @param frames carries its frames
	 */
	Lane(Connection connection, int id, boolean serving, FrameChannel frames) {
		this.connection = connection;
		this.id = id;
		this.serving = serving;
		this.served = new ServedCalls(serving);
		this.frames = frames;
		this.context = new FrameContext(connection);
		this.outgoing = new FrameBuffer(
				Math.min(connection.settings.limits().messageSize(), connection.helloNow().limits().messageSize()));
	}

	Connection connection() {
		return this.connection;
	}

	int id() {
		return this.id;
	}

	FrameChannel frames() {
		return this.frames;
	}

	FrameContext context() {
		return this.context;
	}

	int depth() {
		return this.depth;
	}

	void enter() {
		this.depth++;
	}

	void leave() {
		this.depth--;
	}

	int nextCall() {
		return ++this.lastCall;
	}

	long framesRead() {
		return this.framesRead;
	}

	/** Starts a frame; what was written before and not sent must have been dropped. */
	FrameBuffer begin(int type, int call) {
		this.context.begin(false);
		this.outgoing.reset();
		this.outgoing.putInt(0);
		this.outgoing.putInt(type << 24);
		this.outgoing.putInt(call);
		return this.outgoing;
	}

	/** Drops the frame begun: nothing it mentioned was passed. */
	void drop() {
		takeBack(this.context.takeExports());
	}

	Outcome send(long deadline, boolean interruptible) throws LaneFailure {
		try {
			int references = this.context.writeReferences(this.outgoing);
			this.outgoing.setInt(0, this.outgoing.position() - 4);
			this.outgoing.setInt(4, Bytes.getInt(this.outgoing.bytes(), 4) | references);
		}
		catch (RuntimeException ex) {
			drop();
			throw ex;
		}
		List<Export> exports = this.context.takeExports();
		synchronized (this) {
			// Set before peerClosed. What an interrupted call answers now is no result.
			LaneFailure failure = this.frames.failure();
			if (failure != null) {
				takeBack(exports);
				throw failure;
			}
			this.framesSent++;
			if (!exports.isEmpty()) {
				List<Export> all = new ArrayList<>(this.unsettled);
				all.addAll(exports);
				this.unsettled = all;
			}
		}
		return this.frames.write(this.outgoing, deadline, interruptible);
	}

	Outcome receive(long deadline, boolean interruptible) throws LaneFailure {
		Outcome outcome = this.frames.read(deadline, interruptible);
		if (outcome == Outcome.DONE) {
			this.framesRead++;
			if (this.frames.bytes()[this.frames.frameStart() + 1] != 0) {
				throw new ProtocolException("The peer sent a frame with unknown flags");
			}
			this.context.unpin();
			synchronized (this) {
				this.unsettled = List.of();
			}
		}
		return outcome;
	}

	int type() {
		return this.frames.bytes()[this.frames.frameStart()];
	}

	/** The number of references of the frame received. */
	int references() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart()) & 0xffff;
	}

	/** The number of the call that the frame received belongs to. */
	int call() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart() + 4);
	}

	boolean serving() {
		return this.serving;
	}

	private void takeBack(List<Export> exports) {
		if (!exports.isEmpty()) {
			this.connection.references.takeBack(exports);
		}
	}

	ServedCalls served() {
		return this.served;
	}

	/** Ends the waits of the owner, and interrupts it if it serves a call. */
	void end(LaneFailure failure) {
		this.frames.fail(failure);
		this.served.interruptAll();
	}

	/**
	 * Closes it; returns whether for the first time. Called by its owner if there is one.
	 */
	boolean close() {
		this.frames.close();
		synchronized (this) {
			boolean first = !this.closed;
			this.closed = true;
			return first;
		}
	}

	synchronized boolean isPeerClosed() {
		return this.framesTaken >= 0;
	}

	/** Whether the peer has closed it without taking the frame sent last. */
	synchronized boolean isLastFrameLost() {
		return isPeerClosed() && this.framesTaken < this.framesSent;
	}

	/** Whether both sides have, so that nobody will name it again. */
	synchronized boolean isDone() {
		return this.closed && isPeerClosed();
	}

	/**
	 * Takes in that the peer has closed the lane after so many frames; what later ones
	 * exported is taken back.
	 */
	void peerClosed(long framesTaken) {
		List<Export> lost = List.of();
		synchronized (this) {
			this.framesTaken = Math.max(0, framesTaken);
			if (framesTaken < this.framesSent) {
				lost = this.unsettled;
			}
			this.unsettled = List.of();
		}
		takeBack(lost);
	}

}
