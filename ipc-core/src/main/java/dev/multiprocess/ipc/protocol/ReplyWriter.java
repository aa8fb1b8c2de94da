package dev.multiprocess.ipc.protocol;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one call that was served on a lane.
 */
final class ReplyWriter {

	private static final Logger logger = LoggerFactory.getLogger(ReplyWriter.class);

	private final Connection connection;

	private final Lane lane;

	private final int number;

	ReplyWriter(Lane lane, int number) {
		this.connection = lane.connection();
		this.lane = lane;
		this.number = number;
	}

	/**
	 * Sends what a method returned.
	 * @throws RuntimeException if it cannot cross; nothing was sent
	 */
	void sendResult(Export target, MethodModel method, @Nullable Object result) throws LaneFailure {
		@Nullable Object[] values = method.returnsValue() ? new Object[] { result } : new Object[0];
		while (true) {
			try {
				method.result().encode(values, this.lane.begin(Frame.RETURN, this.number), this.lane.context());
				break;
			}
			catch (NotBoundException ex) {
				this.lane.drop();
				bind(ex.type());
			}
			catch (RuntimeException ex) {
				this.lane.drop();
				throw ex;
			}
		}
		if (result != null && target.object instanceof Init && !method.shared()) {
			this.connection.settings.locals().own(result);
		}
		this.lane.send(Deadline.NONE, false);
	}

	/** Sends what a method threw, or why it was not called; in whole if it can cross. */
	void sendException(Throwable exception, List<Class<?>> declared) throws LaneFailure {
		String type = exception.getClass().getName();
		try {
			send(exception, this.connection.settings.exceptionTypes().find(type, declared) != null);
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.debug("{} is sent without its fields and stack trace", type, ex);
			this.lane.drop();
			RemoteCallException bare = new RemoteCallException(type, "", "");
			bare.setStackTrace(new StackTraceElement[0]);
			send(bare, false);
		}
	}

	private void send(Throwable exception, boolean withFields) throws LaneFailure {
		while (true) {
			try {
				FrameBuffer frame = this.lane.begin(Frame.THROW, this.number);
				new ExceptionData(this.connection.settings.codec()).write(exception, withFields, frame,
						this.lane.context());
				break;
			}
			catch (NotBoundException ex) {
				this.lane.drop();
				bind(ex.type());
			}
		}
		this.lane.send(Deadline.NONE, false);
	}

	/** The caller waits and answers at once, so this needs no deadline. */
	private void bind(Type type) {
		try {
			new OutgoingCall(this.lane, type.getTypeName(), Deadline.NONE, Duration.ZERO).bind(type);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IpcException(type.getTypeName() + " could not be bound", ex);
		}
	}

}
