package dev.multiprocess.ipc.protocol;

import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The frame that ended a call, as it stands in the buffer of its lane until the next one
 * is received.
 */
final class Reply {

	private final Connection connection;

	private final Lane lane;

	private final byte[] bytes;

	private final int start;

	Reply(Lane lane) {
		this.connection = lane.connection();
		this.lane = lane;
		this.bytes = lane.frames().bytes();
		this.start = lane.frames().frameStart() + Frame.REPLY_HEADER - 4;
	}

	/** Returns the result of a method, or throws what it threw. */
	@Nullable Object result(MethodModel method) throws Throwable {
		throwIfFailed(method.exceptions());
		try {
			int end = discard();
			this.lane.context().coding.begin();
			@Nullable Object[] values = method.result().decode(this.bytes, this.start, end, this.lane.context());
			return (values.length > 0) ? values[0] : null;
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
			request.answered(new Cursor(this.bytes, this.start, discard()), this.connection.bindings);
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
		return this.lane.context()
			.readReferences(this.bytes, this.lane.frames().frameEnd(), this.lane.received().references());
	}

	private void throwIfFailed(List<Class<?>> declared) throws Throwable {
		if (this.lane.received().type() == Frame.THROW) {
			throw exception(declared);
		}
	}

	private Throwable exception(List<Class<?>> declared) {
		try {
			Cursor source = new Cursor(this.bytes, this.start, discard());
			this.lane.context().coding.begin();
			ConnectionSettings settings = this.connection.settings;
			Throwable exception = new ExceptionRebuilder(settings.codec(), settings.exceptionTypes(), declared)
				.read(source, this.bytes, this.lane.context());
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
