package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the calls of the peer: on a serving thread for each lane it opened, or on the
 * thread of a caller that waits.
 *
 * <p>
 * Whatever a called method throws goes to its caller. Only bytes that no honest peer
 * sends leave here as an exception.
 */
final class CallServer {

	private static final Logger logger = LoggerFactory.getLogger(CallServer.class);

	private final Connection connection;

	private final OneWayServer oneWays;

	CallServer(Connection connection) {
		this.connection = connection;
		this.oneWays = new OneWayServer(connection);
	}

	/** Returns who calls; not known before its hello. */
	PeerProcess peer() {
		return new PeerProcess(this.connection.settings.name(), this.connection.helloNow().pid());
	}

	OneWayServer oneWays() {
		return this.oneWays;
	}

	/** Serves root calls on a lane until it ends; the body of a serving thread. */
	void run(Lane lane) {
		try {
			while (true) {
				receive(lane);
				// One that came in between is meant for no call.
				Thread.interrupted();
				if (!lane.received().isCall()) {
					throw new ProtocolException(
							"The peer sent a frame of type " + lane.received().type() + " without a call");
				}
				serve(lane);
				this.connection.life.callEnded();
			}
		}
		catch (LaneFailure ignored) {
			// The caller at the other end closed the lane, or the whole connection is
			// gone.
		}
		catch (ProtocolException ex) {
			this.connection.violated(ex);
		}
		catch (Throwable ex) {
			logger.error("A serving thread failed; its lane is closed", ex);
		}
		finally {
			this.connection.lanes.close(lane);
		}
	}

	private static void receive(Lane lane) throws LaneFailure {
		// Often the next call is here already, and its reply says as much.
		if (lane.acknowledgement().isDue() && lane.receive(System.nanoTime(), false) == Outcome.DONE) {
			return;
		}
		if (lane.acknowledgement().isDue()) {
			lane.acknowledgement().send();
		}
		lane.receive(Deadline.NONE, false);
	}

	/** Serves the call that was received, one-way or not. */
	void serve(Lane lane) throws LaneFailure {
		Cursor header = header(lane);
		long object = header.getLong();
		if (lane.received().type() == Frame.ONE_WAY) {
			this.oneWays.serve(lane, request(lane, object, header));
		}
		else if (object == Frame.CONNECTION) {
			answerBinding(lane, header);
		}
		else {
			serve(lane, request(lane, object, header));
		}
	}

	private static Cursor header(Lane lane) {
		FrameChannel frames = lane.frames();
		return new Cursor(frames.bytes(), frames.frameStart() + 8, frames.frameEnd());
	}

	/** Takes in what the frame received asks for, with its references. */
	CallRequest request(Lane lane) throws LaneFailure {
		Cursor header = header(lane);
		return request(lane, header.getLong(), header);
	}

	private CallRequest request(Lane lane, long object, Cursor header) throws LaneFailure {
		if (lane.depth() > Lane.MAX_DEPTH + 1) {
			throw new ProtocolException("The peer nested calls deeper than " + Lane.MAX_DEPTH);
		}
		int interfaceId = header.getInt();
		int methodIndex = header.getInt();
		long left = timeLeft(lane, header);
		Map<String, String> metadata = lane.received().hasMetadata() ? Metadata.read(header) : Map.of();
		int end = takeReferences(lane);
		PeerInterface peerInterface = this.connection.bindings.peer().interfaceOf(interfaceId);
		MethodModel method = peerInterface.method(methodIndex);
		Export export = this.connection.references.exports().find(object);
		if (export != null) {
			checkExportedAs(export, peerInterface.model());
		}
		else if (!this.connection.isOpen()) {
			// Not released: the whole table is gone.
			throw LaneFailure.of(LaneFailure.Kind.DISCONNECTED);
		}
		return new CallRequest(lane.received().call(), left, metadata, export, method, header.position(), end);
	}

	/** Returns the nanoseconds that a call has left; 0 for no limit. */
	private static long timeLeft(Lane lane, Cursor header) {
		if (!lane.received().hasDeadline()) {
			return 0;
		}
		long left = header.getLong();
		if (left <= 0) {
			throw new ProtocolException("The peer sent a call that has " + left + " ns left");
		}
		return left;
	}

	private static int takeReferences(Lane lane) {
		FrameChannel frames = lane.frames();
		return lane.context().readReferences(frames.bytes(), frames.frameEnd(), lane.received().references());
	}

	private static void checkExportedAs(Export export, InterfaceModel model) {
		boolean allowed = (export.functionalType != null) ? export.functionalType.equals(model.type())
				: !model.functional() && model.rawType().isInstance(export.object);
		if (!allowed) {
			throw new ProtocolException(
					"The peer called object " + export.id + " as " + model.name() + ", which it was not given as");
		}
	}

	private void serve(Lane lane, CallRequest request) throws LaneFailure {
		MethodModel method = request.method();
		Export export = request.export();
		ReplyWriter reply = new ReplyWriter(lane, request.number());
		long own = (request.left() <= 0) ? Deadline.NONE : Deadline.afterNanos(request.left());
		lane.enter();
		StackEntry entry = CallStack.pushServed(lane, request, Deadline.earlier(reply.deadline(), own));
		try {
			if (export == null) {
				throw new StaleReferenceException(method.name() + ": its object", "has been released");
			}
			reply.sendResult(export, method, invoke(lane, request, export, request.arguments(lane)));
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (Failed ex) {
			reply.sendException(ex.getCause(), method.exceptions());
		}
		catch (RuntimeException | Error ex) {
			// A constructor refused an argument, or the result may not cross.
			reply.sendException(ex, List.of());
		}
		finally {
			CallStack.pop(entry);
			lane.leave();
		}
	}

	/** Carries what a called method threw past the handlers for our own failures. */
	private static final class Failed extends Exception {

		private Failed(Throwable cause) {
			super(null, cause, false, false);
		}

		@Override
		public synchronized Throwable getCause() {
			return Objects.requireNonNull(super.getCause());
		}

	}

	private @Nullable Object invoke(Lane lane, CallRequest request, Export export, @Nullable Object[] arguments)
			throws Failed {
		if (request.method().closes()) {
			this.connection.settings.locals().closed(export.object);
		}
		lane.served().begin(request.number(), false);
		try {
			return this.connection.settings.serve(request.method(), export.target, arguments);
		}
		catch (Throwable ex) {
			throw new Failed(ex);
		}
		finally {
			lane.served().end();
		}
	}

	/** Answers a call that will not be served. */
	void refuse(Lane lane, IpcException reason) throws LaneFailure {
		int number = lane.received().call();
		takeReferences(lane);
		new ReplyWriter(lane, number).sendException(reason, List.of());
	}

	private void answerBinding(Lane lane, Cursor header) throws LaneFailure {
		int number = lane.received().call();
		header.take(Frame.CALL_HEADER - 20);
		timeLeft(lane, header);
		Cursor request = new Cursor(lane.frames().bytes(), header.position(), takeReferences(lane));
		FrameBuffer answer = lane.begin(Frame.RETURN, number);
		try {
			new BindingAnswer(this.connection.bindings).write(request, answer);
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// The interface as it is here can be no remote interface.
			new ReplyWriter(lane, number).sendException(ex, List.of());
			return;
		}
		new ReplyWriter(lane, number).send();
	}

}
