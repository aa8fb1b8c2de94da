package dev.multiprocess.ipc.runtime;

import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RestartPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers why a process is not started for them.
 *
 * @param opensAgain the nanoseconds until it is
 * @param ended the process that ended last, if there was one
 * @param failure what its last start failed with, if it failed
 */
record Refusal(long opensAgain, @Nullable RunningProcess ended, @Nullable Throwable failure) {

	/** The exit follows the end of the connection, most often at once. */
	private static final long MOMENT_MILLIS = 20;

	/** Returns what to throw. */
	ConnectionClosedException toException(ProcessSpec spec) {
		RestartPolicy policy = spec.supervision().restart();
		long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.opensAgain));
		ConnectionClosedException exception = new ConnectionClosedException(
				"Process '" + spec.name() + "' failed too often and is not started: more than " + policy.maxAttempts()
						+ " times within " + TimeUnit.MILLISECONDS.convert(policy.window())
						+ " ms; Ipc.start tries again at once, a call in " + millis + " ms",
				false, exit());
		if (this.failure != null) {
			exception.initCause(this.failure);
		}
		return exception;
	}

	/** Returns what to throw once nothing is started any more. */
	static ConnectionClosedException stopped(ProcessSpec spec) {
		return new ConnectionClosedException("Process '" + spec.name() + "' was stopped with its Ipc", false, null);
	}

	/** Returns what to throw while starts are paused. */
	static ConnectionClosedException paused(ProcessSpec spec) {
		return new ConnectionClosedException(
				"Process '" + spec.name() + "' does not run, and none is started until Ipc.resumeStarts", false, null);
	}

	/** Returns why a call took too long. */
	ConnectionClosedException restarting(ProcessSpec spec) {
		return new ConnectionClosedException("Process '" + spec.name() + "' has ended and is being restarted", false,
				exit());
	}

	private @Nullable ProcessExit exit() {
		if (this.failure instanceof ProcessStartException start) {
			return start.exit().orElse(null);
		}
		return (this.ended == null) ? null
				: this.ended.exit().completeOnTimeout(null, MOMENT_MILLIS, TimeUnit.MILLISECONDS).join();
	}

}
