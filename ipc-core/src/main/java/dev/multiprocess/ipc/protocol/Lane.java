package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

	private final ReceivedFrame received;

	private final FrameContext context;

	private final Reply reply;

	private final Levels levels = new Levels(this);

	private final FrameBuffer outgoing;

	private int depth;

	private int lastCall;

	private final AtomicLong framesRead = new AtomicLong();

	private final Acknowledgement acknowledgement = new Acknowledgement(this);

	private final Unsettled unsettled;

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
		this.received = new ReceivedFrame(frames);
		this.unsettled = new Unsettled(frames);
		this.context = new FrameContext(connection);
		this.reply = new Reply(this);
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
		return this.framesRead.get();
	}

	/** Starts a frame; what was written before and not sent must have been dropped. */
	FrameBuffer begin(int type, int call) {
		this.outgoing.reset();
		this.outgoing.putInt(0);
		this.outgoing.putInt(type << 24);
		this.outgoing.putInt(call);
		return this.outgoing;
	}

	/** Drops the frame begun: nothing it mentioned was passed. */
	void drop() {
		this.context.takePins();
		takeBack(this.context.takeExports());
	}

	Outcome send(long deadline, boolean interruptible) throws LaneFailure {
		try {
			int references = this.context.writeReferences(this.outgoing);
			this.outgoing.setInt(0, this.outgoing.position() - 4);
			this.outgoing.setInt(4, Bytes.getInt(this.outgoing.bytes(), 4) | references);
		}
		catch (RuntimeException | Error ex) {
			drop();
			throw ex;
		}
		List<Export> exports = this.context.takeExports();
		try {
			// What an interrupted call answers once the lane has ended is no result.
			this.unsettled.add(this.outgoing.bytes()[4] == Frame.ONE_WAY, exports, this.context.takePins());
		}
		catch (LaneFailure ex) {
			takeBack(exports);
			throw ex;
		}
		this.acknowledgement.frameSent();
		return this.frames.write(this.outgoing, deadline, interruptible);
	}

	Outcome receive(long deadline, boolean interruptible) throws LaneFailure {
		Outcome outcome = this.frames.read(deadline, interruptible);
		if (outcome == Outcome.DONE) {
			this.framesRead.lazySet(this.framesRead.getPlain() + 1);
			this.received.checkFlags();
			this.unsettled.settle();
		}
		return outcome;
	}

	/** What the header of the frame received says. */
	ReceivedFrame received() {
		return this.received;
	}

	boolean serving() {
		return this.serving;
	}

	/** The frame received, if it ended a call. */
	Reply reply() {
		return this.reply;
	}

	/** What its calls use, one after the other. */
	Levels levels() {
		return this.levels;
	}

	/** Takes back mentions that the peer has not seen. */
	void takeBack(List<Export> exports) {
		if (!exports.isEmpty()) {
			this.connection.references.takeBack(exports);
		}
	}

	Unsettled unsettled() {
		return this.unsettled;
	}

	/** Tells the peer of its one-way calls. */
	Acknowledgement acknowledgement() {
		return this.acknowledgement;
	}

	ServedCalls served() {
		return this.served;
	}

	/** Ends the waits of the owner, and interrupts it if it serves a call. */
	void end(LaneFailure failure) {
		this.frames.fail(failure);
		boolean disconnected = failure.kind() == LaneFailure.Kind.DISCONNECTED;
		this.served.end(disconnected);
		if (disconnected) {
			this.unsettled.end();
		}
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

	boolean isPeerClosed() {
		return this.unsettled.isPeerClosed();
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
		this.frames.peerClosed();
		takeBack(this.unsettled.closed(framesTaken));
	}

}
