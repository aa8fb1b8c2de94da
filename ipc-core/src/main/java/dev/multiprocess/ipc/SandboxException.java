package dev.multiprocess.ipc;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A process was not started since it could not be put into its {@link Sandbox}.
 */
public class SandboxException extends ProcessStartException {

	/**
	 * Creates the failure.
	 * @param processName the process' name
	 * @param reason what is missing and what to do, as the end of a sentence about the
	 * process
	 * @param command what was to be run, program first
	 * @param exit how what makes the sandbox ended, if it ran
	 * @param cause what led to it
	 */
	public SandboxException(String processName, String reason, List<String> command, @Nullable ProcessExit exit,
			@Nullable Throwable cause) {
		super(processName, reason, command, exit, cause);
	}

}
