package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Objects;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
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

	CallServer(Connection connection) {
		this.connection = connection;
	}

	/** Serves root calls on a lane until it ends; the body of a serving thread. */
	void run(Lane lane) {
		try {
			while (true) {
				lane.receive(Deadline.NONE, false);
				// One that came in between is meant for no call.
				Thread.interrupted();
				if (lane.type() != Frame.CALL) {
					throw new ProtocolException("The peer sent a frame of type " + lane.type() + " without a call");
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

	/** What a frame asks for. */
	private record Request(int number, long deadline, Export export, MethodModel method, int start, int end) {
	}

	/** Serves the call that was received. */
	void serve(Lane lane) throws LaneFailure {
		int number = lane.call();
		if (lane.depth() > Lane.MAX_DEPTH + 1) {
			throw new ProtocolException("The peer nested calls deeper than " + Lane.MAX_DEPTH);
		}
		FrameChannel frames = lane.frames();
		Cursor header = new Cursor(frames.bytes(), frames.frameStart() + 8, frames.frameEnd());
		long object = header.getLong();
		int interfaceId = header.getInt();
		int methodIndex = header.getInt();
		long left = header.getLong();
		int end = lane.context().readReferences(frames.bytes(), frames.frameEnd(), lane.references());
		if (object == Frame.CONNECTION) {
			answerBinding(lane, number, new Cursor(frames.bytes(), header.position(), end));
			return;
		}
		PeerInterface peerInterface = this.connection.bindings.peer().interfaceOf(interfaceId);
		MethodModel method = peerInterface.method(methodIndex);
		Export export = this.connection.references.exports().find(object);
		if (export == null && !this.connection.isOpen()) {
			// Not released: the whole table is gone.
			throw LaneFailure.of(LaneFailure.Kind.DISCONNECTED);
		}
		if (export == null) {
			lane.enter();
			new ReplyWriter(lane, number).sendException(
					new StaleReferenceException(method.name() + ": its object", "has been released"), List.of());
			lane.leave();
			return;
		}
		checkExportedAs(export, peerInterface.model());
		long deadline = Deadline.earlier(CallStack.deadline(), (left <= 0) ? Deadline.NONE : Deadline.afterNanos(left));
		serve(lane, new Request(number, deadline, export, method, header.position(), end));
	}

	private static void checkExportedAs(Export export, InterfaceModel model) {
		boolean allowed = (export.functionalType != null) ? export.functionalType.equals(model.type())
				: !model.functional() && model.rawType().isInstance(export.object);
		if (!allowed) {
			throw new ProtocolException(
					"The peer called object " + export.id + " as " + model.name() + ", which it was not given as");
		}
	}

	private void serve(Lane lane, Request request) throws LaneFailure {
		MethodModel method = request.method();
		ReplyWriter reply = new ReplyWriter(lane, request.number());
		lane.enter();
		CallStack.push(lane, request.deadline());
		try {
			Object result = invoke(lane, request, arguments(lane, request));
			reply.sendResult(request.export(), method, result);
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
			CallStack.pop();
			lane.leave();
		}
	}

	private static @Nullable Object[] arguments(Lane lane, Request request) {
		lane.context().coding.begin();
		try {
			return request.method()
				.arguments()
				.decode(lane.frames().bytes(), request.start(), request.end(), lane.context());
		}
		finally {
			lane.context().forgetReceived();
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

	private @Nullable Object invoke(Lane lane, Request request, @Nullable Object[] arguments) throws Failed {
		if (request.method().closes()) {
			this.connection.settings.locals().closed(request.export().object);
		}
		lane.served().begin(request.number());
		try {
			return request.method().invoke(request.export().target, arguments);
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
		int number = lane.call();
		FrameChannel frames = lane.frames();
		lane.context().readReferences(frames.bytes(), frames.frameEnd(), lane.references());
		new ReplyWriter(lane, number).sendException(reason, List.of());
	}

	private void answerBinding(Lane lane, int number, Cursor request) throws LaneFailure {
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
