package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a parent and its worker in real terminals, as a user does, and ends them there.
 * The terminals are made by {@code script} of util-linux or by {@code python3}, whichever
 * is installed; where neither is, the tests are skipped.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeftoverCheck.PerClass.class)
@DisplayName("S32: in a terminal")
class TerminalIT {

	/** As Linux numbers signals. */
	private static final int HANG_UP = 1;

	private static final int INTERRUPT = 2;

	private static final char CTRL_C = 3;

	@TempDir
	private static Path folder;

	private final Map<End, Process> terminals = new EnumMap<>(End.class);

	/**
	 * How a user ends what runs in a terminal.
	 */
	enum End {

		/** The terminal sends INT to all in its foreground. */
		CTRL_C,

		/** Somebody, a shell or the system when it shuts down, sends TERM to all. */
		TERM_TO_GROUP,

		/** The window is closed: the program in its foreground is sent HUP. */
		CLOSED

	}

	/** All at once, since each takes two JVMs. */
	@BeforeAll
	void open() throws IOException {
		for (End end : End.values()) {
			Path marks = Files.createDirectories(marks(end));
			Path temporary = Files.createDirectories(temporary(end));
			ProcessBuilder builder = new ProcessBuilder(terminal(TerminalParent.command(marks, temporary)))
				.redirectErrorStream(true)
				.redirectOutput(folder.resolve(end + ".out").toFile());
			builder.environment().remove("XDG_RUNTIME_DIR");
			builder.environment().put("SHELL", "/bin/sh");
			this.terminals.put(end, builder.start());
		}
	}

	private Path marks(End end) {
		return folder.resolve(end + "/marks");
	}

	private Path temporary(End end) {
		return folder.resolve(end + "/tmp");
	}

	/**
	 * Returns a command that runs another one in a terminal of its own, with its input.
	 */
	private static List<String> terminal(List<String> command) {
		if (isInstalled("script")) {
			String line = command.stream().map((word) -> "'" + word + "'").collect(Collectors.joining(" "));
			return List.of("script", "-qec", "exec " + line, "/dev/null");
		}
		Assumptions.assumeTrue(isInstalled("python3"),
				"There is no terminal to test in: install 'script' (package bsdutils or util-linux) or python3");
		return Stream.concat(Stream.of("python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])"), command.stream())
			.toList();
	}

	private static boolean isInstalled(String program) {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((path) -> Files.isExecutable(Path.of(path, program)));
	}

	@AfterAll
	void close() throws Exception {
		for (Map.Entry<End, Process> terminal : this.terminals.entrySet()) {
			terminal.getValue().descendants().forEach(ProcessHandle::destroyForcibly);
			terminal.getValue().destroyForcibly().waitFor();
			// Those whose terminal has been closed before descend from it no more.
			for (String mark : List.of("ready", "worker")) {
				Path pid = marks(terminal.getKey()).resolve(mark);
				if (Files.exists(pid)) {
					ProcessHandle.of(Long.parseLong(Files.readString(pid))).ifPresent(ProcessHandle::destroyForcibly);
				}
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@EnumSource
	@DisplayName("the parent ends its worker in order, which is not killed before, and nothing is left")
	void end(End end) throws Exception {
		Assumptions.assumeFalse(end == End.CLOSED && isIgnored(HANG_UP),
				"HUP is ignored here, as by nohup, and so by all that is started");
		Assumptions.assumeFalse(end == End.CTRL_C && isIgnored(INTERRUPT),
				"INT is ignored here, as by a job in the background of a script, and so by all that is started");
		Process terminal = this.terminals.get(end);
		Eventually.until(() -> "not ready: " + output(end),
				() -> Files.exists(marks(end).resolve("ready")) || !terminal.isAlive());
		long parent = Long.parseLong(mark(end, "ready"));
		long worker = Long.parseLong(mark(end, "worker"));
		// Both are in the foreground of the terminal, so both are sent what it sends.
		assertThat(foreground(parent)).isEqualTo(parent).isEqualTo(group(parent)).isEqualTo(group(worker));
		switch (end) {
			case CTRL_C -> {
				terminal.getOutputStream().write(CTRL_C);
				terminal.getOutputStream().flush();
			}
			case TERM_TO_GROUP ->
				assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -TERM -" + parent).start().waitFor()).isZero();
			case CLOSED -> terminal.destroyForcibly();
		}
		Eventually.until(() -> "parent " + parent + " goes on: " + output(end), () -> FaultTest.isGone(parent));
		assertThat(FaultTest.isGone(worker)).isTrue();
		// The call under way got through, so the worker was there to serve it.
		assertThat(mark(end, "call")).isEqualTo("answer");
		assertThat(mark(end, "parent-cleanup")).isEqualTo("STOPPING");
		assertThat(marks(end).resolve("cleanup")).as("cleanup in the worker").exists();
		assertThat(marks(end).resolve("closed")).as("Init.close() in the worker").exists();
		assertThat(mark(end, "exit")).isEqualTo("STOPPED 0");
		assertThat(temporary(end)).isEmptyDirectory();
		assertThat(terminal.waitFor(1, TimeUnit.MINUTES)).isTrue();
	}

	private static boolean isIgnored(int signal) throws IOException {
		Path status = Path.of("/proc/self/status");
		return Files.exists(status) && Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.anyMatch((line) -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) >> signal - 1 & 1) != 0);
	}

	private String mark(End end, String name) throws IOException {
		assertThat(marks(end).resolve(name)).as(() -> output(end)).exists();
		return Files.readString(marks(end).resolve(name));
	}

	private String output(End end) {
		try {
			return Files.readString(folder.resolve(end + ".out"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static long group(long pid) throws IOException {
		return stat(pid, 5);
	}

	/** Returns the group in the foreground of the terminal that a process has. */
	private static long foreground(long pid) throws IOException {
		return stat(pid, 8);
	}

	/** Returns a field of a process, counted from one, behind its name in brackets. */
	private static long stat(long pid, int field) throws IOException {
		String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
		return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[field - 3]);
	}

}
