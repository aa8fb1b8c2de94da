package dev.multiprocess.ipc.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers of a connection why a call failed. Safe for use by any number of threads.
 */
final class Failures {

	/**
	 * How long a failing call waits to learn how the process ended.
	 */
	private static final long MOMENT_MILLIS = 20;

	/**
	 * How long it waits to learn why its lane ended; on a machine under load the control
	 * channel's thread may be late.
	 */
	private static final long NEWS_SECONDS = 2;

	private final Connection connection;

	private final CompletableFuture<ProcessExit> exit;

	Failures(Connection connection, CompletableFuture<ProcessExit> exit) {
		this.connection = connection;
		this.exit = exit;
	}

	IpcException closed(boolean mayHaveExecuted) {
		ProtocolException violation = this.connection.life.violation();
		if (violation != null) {
			return new ProtocolException("Process " + this.connection + " broke the protocol and was disconnected: "
					+ violation.getMessage(), violation);
		}
		if (this.connection.isOpen()) {
			return new ConnectionClosedException("Process " + this.connection + " is being stopped", mayHaveExecuted,
					null);
		}
		get(this.exit);
		return ConnectionClosedException.ended("Process " + this.connection + " is gone", mayHaveExecuted, this.exit);
	}

	/**
	 * A lane has ended by itself: because the process did, as the control channel is
	 * about to tell, or alone. If that came upon a root call that the peer has not taken,
	 * there may be another lane for it.
	 */
	IpcException laneEnded(Lane lane, boolean sent, boolean taken) {
		if (!sent && lane.depth() <= 1) {
			return unsent();
		}
		// Either the end of the connection or that of the lane is on the control channel.
		long limit = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(NEWS_SECONDS));
		while (this.connection.isOpen() && !lane.isPeerClosed() && Deadline.left(limit) > 0) {
			get(this.connection.whenDisconnected());
		}
		if (!this.connection.isOpen()) {
			return closed(sent);
		}
		return (!taken && lane.depth() <= 1 && lane.unsettled().isLastLost()) ? unsent()
				: new ConnectionClosedException("Process " + this.connection
						+ " closed the lane of this call, whose callback did not end in time", sent, null);
	}

	private UnsentException unsent() {
		return new UnsentException(new ConnectionClosedException(
				"Process " + this.connection + " closed the lane of this call", false, null));
	}

	IpcException unreachable(Exception cause) {
		get(this.connection.whenDisconnected());
		if (!this.connection.isOpen()) {
			return closed(false);
		}
		IpcException failure = new ConnectionClosedException(
				"No lane to process " + this.connection + " could be opened", false, null);
		failure.initCause(cause);
		return failure;
	}

	private static <T> @Nullable T get(Future<T> future) {
		boolean interrupted = Thread.interrupted();
		try {
			return future.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			interrupted = true;
			return null;
		}
		catch (ExecutionException | TimeoutException ignored) {
			// Not known yet; the failure leaves it out.
			return null;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
