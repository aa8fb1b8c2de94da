package dev.multiprocess.ipc.protocol;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.StaleReferenceException;
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
	 * @param number its number
	 * @param metadata what it takes along
	 * @param method what to call
	 * @param target on what, or null if it cannot be served
	 * @param arguments its arguments, or null if it cannot be served
	 */
	record Taken(Lane lane, int number, Map<String, String> metadata, MethodModel method, @Nullable Object target,
			@Nullable Object @Nullable [] arguments) {
	}

	/** Serves the call that was received, on this thread. */
	void serve(Lane lane) throws LaneFailure {
		Taken call = takeIn(lane);
		if (call.arguments() != null) {
			lane.served().begin(call.number(), true);
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

	private Taken takeIn(Lane lane) throws LaneFailure {
		Map<String, String> metadata = CallServer.takeIn(lane);
		PeerInterface called = this.connection.server.called(lane);
		MethodModel method = called.method(lane.received().methodIndex());
		Export export = this.connection.server.export(lane, called);
		int number = lane.received().call();
		if (method.returnsValue()) {
			throw new ProtocolException("The peer called " + method.name() + " one-way, which returns a value");
		}
		try {
			if (export == null) {
				throw new StaleReferenceException(method.name() + ": its object", "has been released");
			}
			return new Taken(lane, number, metadata, method, export.target, CallServer.arguments(lane, method));
		}
		catch (ProtocolException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			this.failures.failedHere(method.name(), ex);
			return new Taken(lane, number, metadata, method, null, null);
		}
	}

	private void run(Taken call, @Nullable Object[] arguments) {
		StackEntry entry = CallStack.pushOneWay(call.lane(), call.number(), call.metadata());
		try {
			this.connection.settings.serve(call.method(), call.target(), arguments);
		}
		catch (Throwable ex) {
			this.failures.failedHere(call.method().name(), ex);
		}
		finally {
			CallStack.pop(entry);
		}
	}

	/** Takes in the call that was received, to be served later. */
	Taken take(Lane lane) throws LaneFailure {
		lane.received().checkCall();
		return takeIn(lane);
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
