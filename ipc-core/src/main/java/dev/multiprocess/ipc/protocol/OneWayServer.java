package dev.multiprocess.ipc.protocol;

import java.lang.ref.WeakReference;
import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;
import org.jspecify.annotations.Nullable;

/**
 * Serves the calls that nobody waits for.
 *
 * <p>
 * They run where other calls of their lane would: on its serving thread, or nested, on
 * the thread of the caller that waits. The peer goes on meanwhile and does not read, so
 * what they call goes down another lane. Whatever they throw is told of, never sent.
 */
final class OneWayServer {

	private final Connection connection;

	private final OneWayFailures failures;

	OneWayServer(Connection connection) {
		this.connection = connection;
		this.failures = new OneWayFailures(connection);
	}

	OneWayFailures failures() {
		return this.failures;
	}

	/**
	 * A call that was taken in.
	 *
	 * @param lane the lane it came on
	 * @param request what it asks for
	 * @param arguments its arguments, or null if it cannot be served
	 */
	record Taken(Lane lane, CallRequest request, @Nullable Object @Nullable [] arguments) {
	}

	/** Serves the call that was received, on this thread. */
	void serve(Lane lane, CallRequest request) {
		Taken call = take(lane, request);
		if (call.arguments() != null) {
			lane.served().begin(request.number(), true);
			WeakReference<LaneSlot> own = this.connection.pool.preferred();
			try {
				run(call, call.arguments());
			}
			finally {
				lane.served().end();
				if (!lane.serving()) {
					// This is the thread of a caller, whose own lane is this one.
					this.connection.pool.prefer(own);
				}
			}
		}
		lane.acknowledgement().served();
	}

	private Taken take(Lane lane, CallRequest request) {
		if (request.method().returnsValue()) {
			throw new ProtocolException(
					"The peer called " + request.method().name() + " one-way, which returns a value");
		}
		try {
			if (request.export() == null) {
				throw new StaleReferenceException(request.method().name() + ": its object", "has been released");
			}
			return new Taken(lane, request, request.arguments(lane));
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			this.failures.failedHere(request.method().name(), ex);
			return new Taken(lane, request, null);
		}
	}

	private void run(Taken call, @Nullable Object[] arguments) {
		Export export = call.request().export();
		MethodModel method = call.request().method();
		StackEntry entry = CallStack.pushOneWay(call.lane(), call.request());
		try {
			this.connection.settings.serve(method, (export != null) ? export.target : null, arguments);
		}
		catch (Throwable ex) {
			this.failures.failedHere(method.name(), ex);
		}
		finally {
			CallStack.pop(entry);
		}
	}

	/** Takes in the call that was received, to be served later. */
	Taken take(Lane lane) throws LaneFailure {
		return take(lane, this.connection.server.request(lane));
	}

	/** Serves calls elsewhere, one after the other. */
	void serveLater(List<Taken> calls) {
		if (!calls.isEmpty()) {
			this.connection.settings.executor().execute(() -> {
				for (Taken call : calls) {
					if (call.arguments() != null) {
						run(call, call.arguments());
						// An interrupt that one leaves behind is not meant for the next.
						Thread.interrupted();
					}
				}
			});
		}
	}

}
