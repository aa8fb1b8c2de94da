package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.util.Map;

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
final class OutgoingCall implements Coding.Binder {

	private final Connection connection;

	private final Lane lane;

	private final Budget budget;

	private int number;

	private boolean sent;

	/** Whether the peer has answered it, were it by a callback, or may have. */
	private boolean taken;

	OutgoingCall(Lane lane, Budget budget) {
		this.connection = lane.connection();
		this.lane = lane;
		this.budget = budget;
	}

	/** Calls a method; returns its result or throws what it threw. */
	@Nullable Object run(Import target, Route route, @Nullable Object[] arguments) throws Throwable {
		MethodModel method = route.method();
		encode(Frame.CALL, target, route, arguments);
		exchange();
		return this.lane.reply().result(method);
	}

	/** Calls a method one-way: returns when the call is written. */
	void write(Import target, Route route, @Nullable Object[] arguments) throws Throwable {
		encode(Frame.ONE_WAY, target, route, arguments);
		// Nobody holds it until the peer has seen the call, as one who waits would.
		Object held = target.face();
		if (held != null) {
			this.lane.context().pin(held);
		}
		transfer(false);
	}

	BoundInterface bound(InterfaceModel model) throws Throwable {
		BoundInterface bound = model.bound();
		return (bound != null) ? bound : bound(model.type());
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

	private void encode(int type, Import target, Route route, @Nullable Object[] arguments) throws Throwable {
		MethodModel method = route.method();
		BoundInterface bound = bound(route.model());
		bound.check(method, this.connection);
		if (this.lane.depth() >= Lane.MAX_DEPTH) {
			throw new CallDepthException(this.budget.call(), Lane.MAX_DEPTH);
		}
		Coding coding = this.lane.context().coding;
		coding.begin();
		try {
			write(type, target, bound, method, arguments);
		}
		catch (RuntimeException | Error ex) {
			// An object for it is made only here, where it is needed.
			coding.encodeAgain(this.lane, ex, () -> write(type, target, bound, method, arguments), this);
		}
		finally {
			coding.end();
		}
	}

	private void write(int type, Import target, BoundInterface bound, MethodModel method,
			@Nullable Object[] arguments) {
		FrameBuffer frame = begin(type, target.id, bound.id(), method.index());
		method.arguments().encode(arguments, frame, this.lane.context());
	}

	private FrameBuffer begin(int type, long object, int interfaceId, int methodIndex) {
		this.number = this.lane.nextCall();
		FrameBuffer frame = this.lane.begin(type, this.number);
		frame.putLong(object);
		frame.putShort(interfaceId);
		frame.putShort(methodIndex);
		// Nobody waits for a one-way call.
		long left = (type == Frame.CALL) ? Deadline.left(this.budget.deadline()) : Deadline.NONE;
		int flags = 0;
		if (left != Deadline.NONE) {
			flags |= Frame.DEADLINE;
			frame.putLong(Math.max(1, left));
		}
		Map<String, String> metadata = CallStack.metadata();
		if (!metadata.isEmpty() && object != Frame.CONNECTION) {
			flags |= Frame.METADATA;
			Metadata.write(metadata, frame);
		}
		frame.setInt(4, type << 24 | flags << 16);
		return frame;
	}

	/** Agrees with the peer on a type, before the frame that needs it. */
	@Override
	public void bind(Type type) throws Throwable {
		BindingRequest request = this.connection.bindings.request(type);
		OutgoingCall call = new OutgoingCall(this.lane, this.budget);
		request.write(call.begin(Frame.CALL, Frame.CONNECTION, 0, 0), this.connection.settings.codec());
		call.exchange();
		this.lane.reply().answered(request);
	}

	/** Sends the frame and waits for the reply; serves the peer's callbacks meanwhile. */
	private void exchange() {
		this.lane.enter();
		try {
			transfer(true);
		}
		finally {
			this.lane.leave();
		}
	}

	private void send() throws LaneFailure {
		Outcome outcome = this.lane.send(this.budget.deadline(), true);
		if (outcome != Outcome.DONE) {
			// Half a frame is on its way, nothing else can follow it.
			this.connection.lanes.breakOff(this.lane);
			throw failure(outcome);
		}
		this.sent = true;
	}

	private void transfer(boolean waits) {
		try {
			send();
			if (waits) {
				await();
			}
		}
		catch (LaneFailure ex) {
			throw failure(ex);
		}
		catch (ProtocolException ex) {
			throw this.connection.violated(ex);
		}
		catch (Error ex) {
			// Nobody knows what the peer waits for.
			this.connection.lanes.breakOff(this.lane);
			throw ex;
		}
	}

	private void await() throws LaneFailure {
		while (true) {
			Outcome outcome = this.lane.receive(this.budget.deadline(), true);
			if (outcome != Outcome.DONE) {
				giveUp(outcome, false);
			}
			this.taken = true;
			if (!this.lane.received().isCall()) {
				this.lane.received().checkReply(this.number);
				return;
			}
			// Looked at here as well: one callback after the other never lets the lane
			// run empty.
			if (this.budget.isOver()) {
				giveUp(Outcome.TIMED_OUT, true);
			}
			this.connection.server.serve(this.lane);
		}
	}

	private void giveUp(Outcome outcome, boolean received) throws LaneFailure {
		// From here on, other frames than the call may be the last that was written.
		this.taken = true;
		new GivenUpCall(this.lane, this.budget, this.number).end(received);
		throw failure(outcome);
	}

	private IpcException failure(Outcome outcome) {
		return (outcome == Outcome.INTERRUPTED) ? this.budget.cancelled(this.sent) : this.budget.timedOut(this.sent);
	}

	private IpcException failure(LaneFailure failure) {
		return switch (failure.kind()) {
			case TIMED_OUT -> failure(Outcome.TIMED_OUT);
			case INTERRUPTED -> failure(Outcome.INTERRUPTED);
			case ABANDONED -> this.budget.cancelled(this.sent);
			case ENDED -> this.connection.failures.laneEnded(this.lane,
					this.sent && (this.taken || !this.lane.frames().isUntaken()), this.taken);
			case BROKEN, DISCONNECTED -> this.connection.failures.closed(this.sent);
		};
	}

}
