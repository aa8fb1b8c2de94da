package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one call that was served on a lane.
 */
final class ReplyWriter implements Coding.Binder {

	private static final Logger logger = LoggerFactory.getLogger(ReplyWriter.class);

	private final Connection connection;

	private final Lane lane;

	private final int number;

	/** When the call that waits on this thread, if one does, has no more time. */
	private final long deadline;

	private final boolean callback;

	/** To be created before the call is served. */
	ReplyWriter(Lane lane, int number) {
		this.connection = lane.connection();
		this.lane = lane;
		this.number = number;
		// On a lane at rest nobody waits.
		this.callback = lane.depth() > 0;
		this.deadline = this.callback ? CallStack.deadline() : Deadline.NONE;
	}

	/**
	 * Sends what a method returned.
	 * @throws RuntimeException if it cannot cross; nothing was sent
	 */
	void sendResult(Export target, MethodModel method, @Nullable Object result) throws LaneFailure {
		@Nullable Object[] values = method.returnsValue() ? new Object[] { result } : new Object[0];
		encode(() -> method.result().encode(values, this.lane.begin(Frame.RETURN, this.number), this.lane.context()));
		if (!method.contract().shared()) {
			this.lane.context().give();
		}
		if (result != null && Ownership.isHandedOver(target.object, method, result)) {
			this.connection.settings.locals().own(result);
		}
		send();
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
		encode(() -> new ExceptionData(this.connection.settings.codec()).write(exception, withFields,
				this.lane.begin(Frame.THROW, this.number), this.lane.context()));
		send();
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

	private void encode(Runnable frame) {
		try {
			this.lane.context().coding.encode(this.lane, frame, this);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IpcException("A reply could not be encoded", ex);
		}
	}

}
