package dev.multiprocess.ipc.protocol;

import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The frame that ended a call, as it stands in the buffer of its lane until the next one
 * is received. A lane has one for all its calls, since it keeps nothing of any.
 */
final class Reply {

	private final Connection connection;

	private final Lane lane;

	Reply(Lane lane) {
		this.connection = lane.connection();
		this.lane = lane;
	}

	private byte[] bytes() {
		return this.lane.frames().bytes();
	}

	/** Returns where the values begin. */
	private int start() {
		return this.lane.frames().frameStart() + Frame.REPLY_HEADER - 4;
	}

	/** Returns the result of a method, or throws what it threw. */
	@Nullable Object result(MethodModel method) throws Throwable {
		throwIfFailed(method.exceptions());
		try {
			int end = discard();
			this.lane.context().coding.begin();
			return method.result().decodeOnly(bytes(), start(), end, this.lane.context());
		}
		catch (ProtocolException ex) {
			throw this.connection.violated(ex);
		}
		finally {
			this.lane.context().forgetReceived();
		}
	}

	/** Takes in the answer to a request to bind. */
	void answered(BindingRequest request) throws Throwable {
		throwIfFailed(List.of());
		try {
			request.answered(new Cursor(bytes(), start(), discard()), this.connection.bindings);
		}
		catch (ProtocolException ex) {
			throw this.connection.violated(ex);
		}
	}

	/**
	 * Takes in the references, which count whatever becomes of the values; returns where
	 * these end.
	 */
	int discard() {
		return this.lane.context().readReferences(this.lane.frames(), this.lane.received().references());
	}

	private void throwIfFailed(List<Class<?>> declared) throws Throwable {
		if (this.lane.received().type() == Frame.THROW) {
			throw exception(declared);
		}
	}

	private Throwable exception(List<Class<?>> declared) {
		try {
			Cursor source = new Cursor(bytes(), start(), discard());
			this.lane.context().coding.begin();
			ConnectionSettings settings = this.connection.settings;
			Throwable exception = new ExceptionRebuilder(settings.codec(), settings.exceptionTypes(), declared)
				.read(source, bytes(), this.lane.context());
			source.expectEnd();
			ExceptionRebuilder.join(exception, this.connection.toString());
			return exception;
		}
		catch (ProtocolException ex) {
			return this.connection.violated(ex);
		}
		finally {
			this.lane.context().forgetReceived();
		}
	}

}
