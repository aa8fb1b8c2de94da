package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
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
		lane.received().checkCall();
		if (lane.received().type() == Frame.ONE_WAY) {
			this.oneWays.serve(lane);
		}
		else if (lane.received().object() == Frame.CONNECTION) {
			answerBinding(lane);
		}
		else {
			serveReplied(lane);
		}
	}

	/**
	 * Takes in the references of the call received; returns what it takes along. What the
	 * frame says stands in the buffer of the lane until the next one is received, which
	 * is not before the method is invoked.
	 */
	static Map<String, String> takeIn(Lane lane) {
		if (lane.depth() > Lane.MAX_DEPTH + 1) {
			throw new ProtocolException("The peer nested calls deeper than " + Lane.MAX_DEPTH);
		}
		Map<String, String> metadata = lane.received().readMetadata();
		takeReferences(lane);
		return metadata;
	}

	private static void takeReferences(Lane lane) {
		ReceivedFrame received = lane.received();
		received.endValues(lane.context().readReferences(lane.frames(), received.references()));
	}

	/** Returns the interface that the call received goes through. */
	PeerInterface called(Lane lane) {
		return this.connection.bindings.peer().interfaceOf(lane.received().interfaceId());
	}

	/** Finds the object of the call received; null if it has been released. */
	@Nullable Export export(Lane lane, PeerInterface called) throws LaneFailure {
		Export export = this.connection.references.exports().find(lane.received().object());
		if (export != null) {
			checkExportedAs(export, called.model());
		}
		else if (!this.connection.isOpen()) {
			// Not released: the whole table is gone.
			throw LaneFailure.of(LaneFailure.Kind.DISCONNECTED);
		}
		return export;
	}

	private static void checkExportedAs(Export export, InterfaceModel model) {
		boolean allowed = (export.functionalType != null) ? export.functionalType.equals(model.type())
				: !model.functional() && model.rawType().isInstance(export.object);
		if (!allowed) {
			throw new ProtocolException(
					"The peer called object " + export.id + " as " + model.name() + ", which it was not given as");
		}
	}

	/** Decodes the arguments of the call received; throws what a constructor throws. */
	static @Nullable Object[] arguments(Lane lane, MethodModel method) {
		ReceivedFrame received = lane.received();
		lane.context().coding.begin();
		try {
			return method.arguments()
				.decode(lane.frames().bytes(), received.valuesStart(), received.valuesEnd(), lane.context());
		}
		finally {
			lane.context().forgetReceived();
		}
	}

	private void serveReplied(Lane lane) throws LaneFailure {
		Map<String, String> metadata = takeIn(lane);
		PeerInterface called = called(lane);
		MethodModel method = called.method(lane.received().methodIndex());
		Export export = export(lane, called);
		ReplyWriter reply = lane.levels().answer();
		StackEntry entry = CallStack.pushServed(lane, Deadline.earlier(reply.deadline(), lane.received().deadline()),
				metadata);
		lane.enter();
		try {
			if (export == null) {
				throw new StaleReferenceException(method.name() + ": its object", "has been released");
			}
			reply.sendResult(export, method, invoke(lane, export, method, arguments(lane, method)));
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

	private @Nullable Object invoke(Lane lane, Export export, MethodModel method, @Nullable Object[] arguments)
			throws Failed {
		if (method.closes()) {
			this.connection.settings.locals().closed(export.object);
		}
		lane.served().begin(lane.received().call(), false);
		try {
			return this.connection.settings.serve(method, export.target, arguments);
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
		lane.received().checkCall();
		takeReferences(lane);
		lane.levels().answer().sendException(reason, List.of());
	}

	private void answerBinding(Lane lane) throws LaneFailure {
		takeReferences(lane);
		ReceivedFrame received = lane.received();
		Cursor request = new Cursor(lane.frames().bytes(), received.valuesStart(), received.valuesEnd());
		ReplyWriter reply = lane.levels().answer();
		FrameBuffer answer = lane.begin(Frame.RETURN, received.call());
		try {
			new BindingAnswer(this.connection.bindings).write(request, answer);
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// The interface as it is here can be no remote interface.
			reply.sendException(ex, List.of());
			return;
		}
		reply.send();
	}

}
