package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls that are served on one level of a lane, one at a time. Confined to
 * the owner of the lane.
 */
final class ReplyWriter implements Coding.Binder {

	private static final Logger logger = LoggerFactory.getLogger(ReplyWriter.class);

	private final Connection connection;

	private final Lane lane;

	private int number;

	/** When the call that waits on this thread, if one does, has no more time. */
	private long deadline;

	private boolean callback;

	ReplyWriter(Lane lane) {
		this.connection = lane.connection();
		this.lane = lane;
	}

	/** A call has arrived, and is not served yet. */
	void begin(int number) {
		this.number = number;
		// On a lane at rest nobody waits.
		this.callback = this.lane.depth() > 0;
		this.deadline = this.callback ? CallStack.deadline() : Deadline.NONE;
	}

	/**
	 * Sends what a method returned.
	 * @throws RuntimeException if it cannot cross; nothing was sent
	 */
	void sendResult(Export target, MethodModel method, @Nullable Object result) throws LaneFailure {
		encodeResult(method, method.returnsValue() ? result : null);
		if (!method.contract().shared()) {
			this.lane.context().give();
		}
		if (result != null && Ownership.isHandedOver(target.object, method, result)) {
			this.connection.settings.locals().own(result);
		}
		send();
	}

	private void encodeResult(MethodModel method, @Nullable Object result) {
		Coding coding = this.lane.context().coding;
		coding.begin();
		try {
			writeResult(method, result);
		}
		catch (RuntimeException | Error ex) {
			// An object for it is made only here, where it is needed.
			encode((binder) -> coding.encodeAgain(this.lane, ex, () -> writeResult(method, result), binder));
		}
		finally {
			coding.end();
		}
	}

	private void writeResult(MethodModel method, @Nullable Object result) {
		method.result().encodeOnly(result, this.lane.begin(Frame.RETURN, this.number), this.lane.context());
	}

	/**
	 * Sends the frame. To the peer of a callback only for as long as the call that waits
	 * for it: half a frame ends the lane.
	 */
	void send() throws LaneFailure {
		Outcome outcome = this.lane.send(this.deadline, this.callback);
		if (outcome != Outcome.DONE) {
			LaneFailure failure = LaneFailure
				.of((outcome == Outcome.TIMED_OUT) ? LaneFailure.Kind.TIMED_OUT : LaneFailure.Kind.INTERRUPTED);
			this.lane.end(failure);
			this.connection.lanes.close(this.lane);
			throw failure;
		}
	}

	/** Sends what a method threw, or why it was not called; in whole if it can cross. */
	void sendException(Throwable exception, List<Class<?>> declared) throws LaneFailure {
		String type = exception.getClass().getName();
		boolean withFields = this.connection.settings.exceptionTypes().find(type, declared) != null;
		if (!withFields || !sendWithFields(exception)) {
			sendWithoutFields(exception);
		}
	}

	private boolean sendWithFields(Throwable exception) throws LaneFailure {
		try {
			send(exception, true);
			return true;
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.debug("{} is sent without its fields", exception.getClass().getName(), ex);
			this.lane.drop();
			return false;
		}
	}

	private void sendWithoutFields(Throwable exception) throws LaneFailure {
		String type = exception.getClass().getName();
		try {
			send(exception, false);
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			logger.debug("{} is sent without its message and stack trace", type, ex);
			this.lane.drop();
			RemoteCallException bare = new RemoteCallException(type, "", "");
			bare.setStackTrace(new StackTraceElement[0]);
			send(bare, false);
		}
	}

	private void send(Throwable exception, boolean withFields) throws LaneFailure {
		encode((binder) -> this.lane.context().coding.encode(this.lane, () -> write(exception, withFields), binder));
		send();
	}

	private void write(Throwable exception, boolean withFields) {
		new ExceptionData(this.connection.settings.codec()).write(exception, withFields,
				this.lane.begin(Frame.THROW, this.number), this.lane.context());
	}

	/** Returns when the call that waits on this thread has no more time. */
	long deadline() {
		return this.deadline;
	}

	/** Binds on the way what is not bound yet: the caller waits and answers at once. */
	@Override
	public void bind(Type type) throws Throwable {
		new OutgoingCall(this.lane, new Budget("a reply", this.deadline, Duration.ZERO)).bind(type);
	}

	/** Encodes a frame, which may take calls. */
	@FunctionalInterface
	private interface Encoding {

		void run(Coding.Binder binder) throws Throwable;

	}

	private void encode(Encoding encoding) {
		try {
			encoding.run(this);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IpcException("A reply could not be encoded", ex);
		}
	}

}
