package dev.multiprocess.ipc;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The other process is gone, or the connection to it was closed.
 */
public class ConnectionClosedException extends IpcException {

	private final boolean mayHaveExecuted;

	private final @Nullable ProcessExit exit;

	/**
	 * Creates the failure.
	 * @param reason what happened, as a sentence without its end
	 * @param mayHaveExecuted whether the call was sent
	 * @param exit how the process ended, if known
	 */
	public ConnectionClosedException(String reason, boolean mayHaveExecuted, @Nullable ProcessExit exit) {
		super(reason + ((exit != null) ? " (" + exit.description() + ")" : "")
				+ (mayHaveExecuted ? "; the call may have been executed" : "; the call was not executed"));
		this.mayHaveExecuted = mayHaveExecuted;
		this.exit = exit;
	}

	/** Returns false if it certainly was not executed. */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

	/**
	 * Returns the exit, or empty if the process was not spawned here or its exit is not
	 * known yet.
	 */
	public Optional<ProcessExit> exit() {
		return Optional.ofNullable(this.exit);
	}

}
