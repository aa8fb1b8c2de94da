package dev.multiprocess.ipc.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How a program is put on its way: found first, then run deaf to the terminal.
 *
 * <p>
 * On Unix a shell ignores INT and HUP and becomes the program (same pid). Ignored signals
 * stay ignored, and a JVM leaves them so: a Ctrl-C, which the terminal sends to all,
 * reaches the parent alone, and it ends the others in order.
 */
final class Launch {

	/** Whether programs are run through a shell. */
	static final boolean USES_SHELL = File.separatorChar == '/';

	/**
	 * Kills a process whose parent is gone, as a JVM that is writing an archive is deaf
	 * to its standard input. Ends with either of them.
	 */
	private static final String WATCH = "(while kill -0 $$; do kill -0 $PPID || kill -9 $$; sleep 1; done)"
			+ " </dev/null >/dev/null 2>&1 & ";

	private Launch() {
	}

	/**
	 * Returns what to execute in order to run a command.
	 * @param wrapper what makes a sandbox for the command; null for none. It has to be
	 * there to the end, so that TERM, which a service manager sends to all, is ignored as
	 * well; and memory is written to no file.
	 * @param command a program, by absolute path, and its arguments
	 * @param environment the variables of the process
	 * @param behind whether it is to run only when nothing else wants to
	 * @return the command, behind a shell on Unix
	 */
	static List<String> of(@Nullable Wrapper wrapper, List<String> command, Map<String, String> environment,
			boolean behind) {
		if (!USES_SHELL) {
			return command;
		}
		StringBuilder script = new StringBuilder(
				(wrapper == null) ? "trap '' INT HUP; " : "trap '' INT HUP TERM; ulimit -c 0; ");
		// A shell sets these on its own account.
		Stream.of("PWD", "OLDPWD", "SHLVL")
			.filter((name) -> !environment.containsKey(name))
			.forEach((name) -> script.append("unset ").append(name).append("; "));
		if (behind) {
			script.append("renice -n 19 -p $$ >/dev/null 2>&1; ").append(WATCH);
		}
		List<String> launch = new ArrayList<>(List.of("/bin/sh", "-c"));
		if (wrapper == null) {
			launch.add(script.append("exec \"$0\" \"$@\"").toString());
		}
		else {
			launch.add(script.append("exec " + Wrapper.FILTER_DESCRIPTOR + "<\"$0\"; exec \"$@\"").toString());
			launch.add(wrapper.filter().toString());
			launch.addAll(wrapper.command());
		}
		launch.addAll(command);
		return launch;
	}

	/**
	 * Finds a program, since a shell would report a missing one only as exit code 127.
	 * @param program a name, to be looked up in {@code PATH}, or a path
	 * @param directory the working directory of the process
	 * @param path the folders to look into, the value of {@code PATH}
	 * @return its absolute path
	 * @throws IllegalArgumentException if there is no such program; the message ends a
	 * sentence about the process
	 */
	static String find(String program, Path directory, String path) {
		if (!USES_SHELL) {
			return program;
		}
		if (program.indexOf('/') >= 0) {
			Path file = directory.resolve(program);
			if (!Files.exists(file)) {
				throw new IllegalArgumentException("cannot be run: " + file + " does not exist");
			}
			if (!isProgram(file)) {
				throw new IllegalArgumentException("cannot be run: " + file + " is not an executable file");
			}
			return file.toString();
		}
		return Stream.of(path.split(File.pathSeparator))
			.map((folder) -> directory.resolve(folder).resolve(program))
			.filter(Launch::isProgram)
			.findFirst()
			.map(Path::toString)
			.orElseThrow(() -> new IllegalArgumentException(
					"cannot be run: there is no program '" + program + "' in the folders of PATH, " + path));
	}

	private static boolean isProgram(Path file) {
		return Files.isRegularFile(file) && Files.isExecutable(file);
	}

}
