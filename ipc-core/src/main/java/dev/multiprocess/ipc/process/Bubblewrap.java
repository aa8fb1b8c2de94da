package dev.multiprocess.ipc.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Sandbox;
import dev.multiprocess.ipc.SandboxException;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code bwrap} before the command of a process, and tells when it has failed.
 *
 * <pre>
 * sh → bwrap (the pid known here) → bwrap (pid 1 of its own, reaps) → the program
 * </pre>
 *
 * The first one ends with the program's exit code, 128 and more for a signal; when it is
 * killed, or the thread that spawned it ends, the kernel kills the second, and with it
 * all processes in the sandbox.
 */
public final class Bubblewrap {

	private static final String PROGRAM = "bwrap";

	/**
	 * None of them with "try", but the one that hides names only. In user namespaces of
	 * its own it could mount control groups, and end whoever shares one with it.
	 */
	private static final List<String> ISOLATION = List.of("--unshare-user", "--disable-userns", "--unshare-pid",
			"--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "localhost",
			"--cap-drop", "ALL", "--new-session", "--die-with-parent");

	/** Its own, before anything is shown in them. */
	private static final List<String> OWN = List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp");

	/**
	 * Writable as long as they are being filled. Settings of the kernel in {@code /proc}
	 * let the user with number 0 change them, rights or not: for a parent that runs as
	 * root nothing else protects them.
	 */
	private static final List<String> SEALED = List.of("--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro",
			"/");

	/** Files of the kernel that tell of keys and processes outside. */
	private static final List<String> MASKED = List.of("/proc/keys", "/proc/key-users", "/proc/timer_list");

	private static final String INSTALL = "install the package 'bubblewrap'";

	private static final String ALLOW = "it needs user namespaces: allow them (sysctl user.max_user_namespaces above 0,"
			+ " kernel.unprivileged_userns_clone=1 where there is one; on Ubuntu an AppArmor profile for bwrap;"
			+ " in a container a seccomp profile that permits unshare and mount) and filters of system calls (CONFIG_SECCOMP_FILTER)";

	private Bubblewrap() {
	}

	/**
	 * Returns what to put before a command.
	 * @param spec what is run
	 * @param view what it sees
	 * @param command what is run, for messages
	 * @param path the folders to look for the program in: those of this program and not
	 * of the process, who could put another one there
	 * @param folder takes the filter of system calls
	 * @throws SandboxException if there is no such program, or no filter
	 */
	static Wrapper wrapper(ProcessSpec spec, SandboxView view, List<String> command, String path, Path folder) {
		String program;
		Path filter;
		try {
			program = find(System.getProperty("os.name"), path);
			filter = SystemCallFilter.of(System.getProperty("os.arch")).writeTo(folder);
		}
		catch (IllegalArgumentException ex) {
			throw new SandboxException(spec.name(), String.valueOf(ex.getMessage()), command, null, null);
		}
		List<String> wrapper = new ArrayList<>(List.of(program));
		wrapper.addAll(ISOLATION);
		wrapper.addAll(List.of("--seccomp", Wrapper.FILTER_DESCRIPTOR));
		wrapper.addAll(OWN);
		MASKED.stream()
			.filter((file) -> Files.exists(Path.of(file)))
			.forEach((file) -> wrapper.addAll(List.of("--ro-bind", "/dev/null", file)));
		wrapper.addAll(view.arguments());
		view.covered().forEach((place) -> wrapper.addAll(List.of("--remount-ro", place.toString())));
		wrapper.addAll(SEALED);
		wrapper.addAll(List.of("--chdir", view.directory().toString()));
		return new Wrapper(List.copyOf(wrapper), filter);
	}

	/**
	 * Finds the program.
	 * @param system the name of the operating system
	 * @param path the folders to look into
	 * @return its absolute path
	 * @throws IllegalArgumentException if there is none; the message ends a sentence
	 * about the process
	 */
	static String find(String system, String path) {
		if (!system.equals("Linux")) {
			throw new IllegalArgumentException(
					"cannot be given its sandbox, and was not started: bubblewrap runs on Linux, this is " + system
							+ "; run the program there, or set no sandbox");
		}
		try {
			return Launch.find(PROGRAM, Path.of("").toAbsolutePath(), path);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("cannot be given its sandbox, and was not started: there is no program '"
					+ PROGRAM + "' in the folders of PATH, " + path + "; " + INSTALL + ", or set no sandbox", ex);
		}
	}

	/**
	 * Tells whether it was the sandbox that failed.
	 * @param spec what was run
	 * @param exit how that ended before it served
	 * @return what to say about the process, or null if it did not fail for that
	 */
	public static @Nullable String failure(ProcessSpec spec, ProcessExit exit) {
		if (spec.sandbox() != Sandbox.BUBBLEWRAP || exit.cause() != Cause.EXITED || exit.code() != 1) {
			return null;
		}
		String said = exit.outputTail()
			.lines()
			.filter((line) -> line.startsWith(PROGRAM + ": "))
			.findFirst()
			.orElse(null);
		if (said == null) {
			return null;
		}
		if (said.contains(": execvp ") || said.contains("Can't chdir to ")) {
			return "cannot be run in its sandbox, which does not show all that its program needs";
		}
		return "cannot be given its sandbox, and was not started: bubblewrap cannot make one; "
				+ (said.contains("Unknown option") ? "it has to be 0.8 or newer" : ALLOW) + ", or set no sandbox";
	}

}
