package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.time.Duration;

import dev.multiprocess.ipc.CallDepthException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;
import dev.multiprocess.ipc.protocol.ProxyType.Route;
import org.jspecify.annotations.Nullable;

/**
 * One call to the peer, from its encoding to its result, on a lane that the current
 * thread owns.
 *
 * <p>
 * The thread that waits is the one that ends the wait, whatever ends it: the reply, the
 * deadline, an interrupt, or the end of the lane. A root call gives up by closing its
 * lane. A nested call may not close what the calls below stand on: it asks the peer to
 * give up and reads on until the reply is there, or breaks the lane after a grace period.
 */
final class OutgoingCall {

	/**
	 * Time for the reply to a cancelled nested call: its code was interrupted, so it is
	 * on its way.
	 */
	static final Duration GRACE = Duration.ofSeconds(1);

	private final Connection connection;

	private final Lane lane;

	private final Budget budget;

	private int number;

	private boolean sent;

	OutgoingCall(Lane lane, Budget budget) {
		this.connection = lane.connection();
		this.lane = lane;
		this.budget = budget;
	}

	/** Calls a method; returns its result or throws what it threw. */
	@Nullable Object run(Import target, Route route, @Nullable Object[] arguments) throws Throwable {
		BoundInterface bound = bound(route.model().type());
		MethodModel method = route.method();
		bound.check(method, this.connection);
		if (this.lane.depth() >= Lane.MAX_DEPTH) {
			throw new CallDepthException(this.budget.call(), Lane.MAX_DEPTH);
		}
		encode(target.id, bound, method, arguments);
		exchange();
		return new Reply(this.lane).result(method);
	}

	BoundInterface bound(Type type) throws Throwable {
		while (true) {
			try {
				return this.connection.bindings.bound(type);
			}
			catch (NotBoundException ex) {
				bind(type);
			}
		}
	}

	private void encode(long object, BoundInterface bound, MethodModel method, @Nullable Object[] arguments)
			throws Throwable {
		this.lane.context().coding.encode(this.lane, () -> method.arguments()
			.encode(arguments, begin(object, bound.id(), method.index()), this.lane.context()), this::bind);
	}

	private FrameBuffer begin(long object, int interfaceId, int methodIndex) {
		this.number = this.lane.nextCall();
		FrameBuffer frame = this.lane.begin(Frame.CALL, this.number);
		frame.putLong(object);
		frame.putInt(interfaceId);
		frame.putInt(methodIndex);
		long left = Deadline.left(this.budget.deadline());
		frame.putLong((left == Deadline.NONE) ? 0 : Math.max(1, left));
		return frame;
	}

	/** Agrees with the peer on a type, before the frame that needs it. */
	void bind(Type type) throws Throwable {
		BindingRequest request = this.connection.bindings.request(type);
		OutgoingCall call = new OutgoingCall(this.lane, this.budget);
		request.write(call.begin(Frame.CONNECTION, 0, 0), this.connection.settings.codec());
		call.exchange();
		new Reply(this.lane).answered(request);
	}

	/** Sends the frame and waits for the reply; serves the peer's callbacks meanwhile. */
	private void exchange() {
		this.lane.enter();
		try {
			Outcome outcome = this.lane.send(this.budget.deadline(), true);
			if (outcome != Outcome.DONE) {
				// Half a frame is on its way, nothing else can follow it.
				breakLane();
				throw failure(outcome);
			}
			this.sent = true;
			await();
		}
		catch (LaneFailure ex) {
			throw failure(ex);
		}
		catch (ProtocolException ex) {
			throw this.connection.violated(ex);
		}
		catch (Error ex) {
			// Nobody knows what the peer waits for.
			breakLane();
			throw ex;
		}
		finally {
			this.lane.leave();
		}
	}

	private void await() throws LaneFailure {
		while (true) {
			Outcome outcome = this.lane.receive(this.budget.deadline(), true);
			if (outcome != Outcome.DONE) {
				giveUp(outcome);
			}
			if (this.lane.type() == Frame.CALL) {
				serve();
			}
			else if (isReply()) {
				return;
			}
		}
	}

	/** Serves a callback, unless it is too late for it. */
	private void serve() throws LaneFailure {
		// Looked at here as well: one callback after the other never lets the lane run
		// empty.
		if (this.budget.isOver()) {
			if (this.lane.depth() > 1) {
				this.connection.server.refuse(this.lane, this.budget.cancelled(true));
			}
			else {
				// Counted by the peer as taken, whatever becomes of the call.
				new Reply(this.lane).discard();
			}
			giveUp(Outcome.TIMED_OUT);
		}
		this.connection.server.serve(this.lane);
	}

	private boolean isReply() {
		if (this.lane.type() != Frame.RETURN && this.lane.type() != Frame.THROW || this.lane.call() != this.number) {
			throw new ProtocolException("The peer sent a frame of type " + this.lane.type() + " for call "
					+ this.lane.call() + " while call " + this.number + " was waiting");
		}
		return true;
	}

	private void giveUp(Outcome outcome) throws LaneFailure {
		if (this.lane.depth() == 1) {
			this.connection.lanes.close(this.lane);
		}
		else {
			this.connection.send(new ControlMessage.Cancel(this.lane.id(), this.number));
			awaitCancelled();
		}
		throw failure(outcome);
	}

	/**
	 * Waits until the peer has given up; refuses its callbacks, since their caller is
	 * gone.
	 */
	private void awaitCancelled() throws LaneFailure {
		// A set flag would end every wait at once; it belongs to the caller and is set
		// again.
		boolean interrupted = Thread.interrupted();
		try {
			long grace = Deadline.after(GRACE);
			while (Deadline.left(grace) > 0 && this.lane.receive(grace, false) == Outcome.DONE) {
				if (this.lane.type() == Frame.CALL) {
					this.connection.server.refuse(this.lane, this.budget.cancelled(true));
				}
				else if (isReply()) {
					new Reply(this.lane).discard();
					return;
				}
			}
			breakLane();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Fails every call that stands on the lane, here and there. */
	private void breakLane() {
		this.lane.end(LaneFailure.of(LaneFailure.Kind.BROKEN));
		this.connection.lanes.close(this.lane);
	}

	private IpcException failure(Outcome outcome) {
		return (outcome == Outcome.INTERRUPTED) ? this.budget.cancelled(this.sent) : this.budget.timedOut(this.sent);
	}

	private IpcException failure(LaneFailure failure) {
		return switch (failure.kind()) {
			case TIMED_OUT -> failure(Outcome.TIMED_OUT);
			case INTERRUPTED -> failure(Outcome.INTERRUPTED);
			case ABANDONED -> this.budget.cancelled(this.sent);
			case ENDED -> this.connection.failures.laneEnded(this.lane, this.sent);
			case BROKEN, DISCONNECTED -> this.connection.failures.closed(this.sent);
		};
	}

}
