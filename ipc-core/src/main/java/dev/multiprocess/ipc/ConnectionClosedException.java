package dev.multiprocess.ipc;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The other process is gone, or the connection to it was closed.
 */
public class ConnectionClosedException extends IpcException {

	private final boolean mayHaveExecuted;

	private final @Nullable ProcessExit exit;

	/** Set while the exit is not known; then the message is told anew each time. */
	private final transient @Nullable Pending pending;

	/** What is known before the exit is. */
	private record Pending(String reason, CompletableFuture<ProcessExit> exit) {
	}

	/**
	 * Creates the failure.
	 * @param reason what happened, as a sentence without its end
	 * @param mayHaveExecuted whether the call was sent
	 * @param exit how the process ended, if known
	 */
	public ConnectionClosedException(String reason, boolean mayHaveExecuted, @Nullable ProcessExit exit) {
		super(message(reason, mayHaveExecuted, exit));
		this.mayHaveExecuted = mayHaveExecuted;
		this.exit = exit;
		this.pending = null;
	}

	private ConnectionClosedException(Pending pending, boolean mayHaveExecuted) {
		super(message(pending.reason(), mayHaveExecuted, null));
		this.mayHaveExecuted = mayHaveExecuted;
		this.exit = null;
		this.pending = pending;
	}

	/**
	 * Creates the failure of a process that is gone, whose exit may become known later.
	 * @param reason what happened, as a sentence without its end
	 * @param mayHaveExecuted whether the call was sent
	 * @param exit how the process ends; looked at whenever somebody asks
	 * @return the failure
	 */
	public static ConnectionClosedException ended(String reason, boolean mayHaveExecuted,
			CompletableFuture<ProcessExit> exit) {
		ProcessExit known = known(exit);
		return (known != null) ? new ConnectionClosedException(reason, mayHaveExecuted, known)
				: new ConnectionClosedException(new Pending(reason, exit), mayHaveExecuted);
	}

	private static @Nullable ProcessExit known(CompletableFuture<ProcessExit> exit) {
		return exit.isCompletedExceptionally() ? null : exit.getNow(null);
	}

	private static String message(String reason, boolean mayHaveExecuted, @Nullable ProcessExit exit) {
		return reason + ((exit != null) ? " (" + exit.description() + ")" : "")
				+ (mayHaveExecuted ? "; the call may have been executed" : "; the call was not executed");
	}

	@Override
	public @Nullable String getMessage() {
		return (this.pending != null) ? message(this.pending.reason(), this.mayHaveExecuted, known(this.pending.exit()))
				: super.getMessage();
	}

	/** Returns false if it certainly was not executed. */
	public boolean mayHaveExecuted() {
		return this.mayHaveExecuted;
	}

	/**
	 * Returns the exit, or empty if the process was not spawned here or its exit is not
	 * known yet: a call that fails waits for it but a moment. Asked again later, it may
	 * be known.
	 */
	public Optional<ProcessExit> exit() {
		return Optional.ofNullable((this.pending != null) ? known(this.pending.exit()) : this.exit);
	}

}
