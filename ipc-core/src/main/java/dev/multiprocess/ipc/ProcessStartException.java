package dev.multiprocess.ipc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A process did not come up. Nothing of it is left behind.
 */
public class ProcessStartException extends IpcException {

	private final String processName;

	private final List<String> command;

	private final @Nullable ProcessExit exit;

	private final String outputTail;

	/**
	 * Creates the failure.
	 * @param processName the process' name
	 * @param reason what went wrong, as the end of a sentence about the process
	 * @param command what was run, program first
	 * @param exit how it ended, if it ran
	 * @param cause what led to it
	 */
	public ProcessStartException(String processName, String reason, List<String> command, @Nullable ProcessExit exit,
			@Nullable Throwable cause) {
		super(message(processName, reason, command, exit), cause);
		this.processName = processName;
		this.command = List.copyOf(command);
		this.exit = exit;
		this.outputTail = (exit != null) ? exit.outputTail() : "";
	}

	private static String message(String processName, String reason, List<String> command, @Nullable ProcessExit exit) {
		StringBuilder message = new StringBuilder("Process '").append(processName).append("' ").append(reason);
		if (!command.isEmpty()) {
			message.append("\n  command: ").append(String.join(" ", command));
		}
		if (exit != null) {
			message.append("\n  exit: ").append(exit.description());
			if (!exit.outputTail().isBlank()) {
				message.append("\n  last output:");
				lastLines(exit.outputTail()).forEach((line) -> message.append("\n    ").append(line));
			}
		}
		return message.toString();
	}

	/** Of a stack trace only the first frame counts, or it would push out the reason. */
	private static List<String> lastLines(String output) {
		List<String> lines = new ArrayList<>();
		boolean inTrace = false;
		for (String line : output.lines().toList()) {
			boolean frame = line.startsWith("\tat ");
			if (!frame || !inTrace) {
				lines.add(line);
			}
			inTrace = frame;
		}
		return lines.subList(Math.max(0, lines.size() - 20), lines.size());
	}

	/** Returns the process' name. */
	public String processName() {
		return this.processName;
	}

	/** Returns the command, program first; empty if none was run. */
	public List<String> command() {
		return this.command;
	}

	/** Returns the exit, or empty if it never ran. */
	public Optional<ProcessExit> exit() {
		return Optional.ofNullable(this.exit);
	}

	/** Returns up to 64 KiB of output. */
	public String outputTail() {
		return this.outputTail;
	}

}
