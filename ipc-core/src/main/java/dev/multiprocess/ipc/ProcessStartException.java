package dev.multiprocess.ipc;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A process did not come up. Nothing of it is left behind. If it told why, the cause is a
 * {@link RemoteCallException}.
 */
public class ProcessStartException extends IpcException {

	private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-cp", "-classpath", "--class-path");

	private static final int LONGEST_CLASS_PATH = 200;

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
			message.append("\n  command: ").append(line(command));
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

	/** A class path of hundreds of jars would hide everything else. */
	private static String line(List<String> command) {
		List<String> words = new ArrayList<>(command);
		for (int i = 1; i < words.size(); i++) {
			String classPath = words.get(i);
			if (CLASS_PATH_OPTIONS.contains(words.get(i - 1)) && classPath.length() > LONGEST_CLASS_PATH) {
				int cut = classPath.lastIndexOf(File.pathSeparatorChar, LONGEST_CLASS_PATH) + 1;
				long entries = classPath.chars().filter((each) -> each == File.pathSeparatorChar).count() + 1;
				words.set(i, classPath.substring(0, cut) + "…(" + entries + " entries)");
			}
		}
		return String.join(" ", words);
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

	/**
	 * Returns the command as one line for people: a long class path is shortened, and
	 * what only a parent can give is left out.
	 */
	public String commandLine() {
		int parent = this.command.indexOf("-ipc");
		return line((parent < 0) ? this.command : this.command.subList(0, parent));
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
