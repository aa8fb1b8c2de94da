package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.autoconfigure.it.lab.InterruptedParent;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a parent and its worker in a real terminal and ends them as a user does. The
 * terminal is made by {@code script} of util-linux or by {@code python3}; where neither
 * is installed, the test is skipped.
 */
@DisplayName("S32: in a terminal,")
@ExtendWith(NothingLeft.class)
class TerminalIT {

	private static final char CTRL_C = 3;

	private static final Pattern READY = Pattern.compile("Parent: ready (\\d+) (\\d+)\\.");

	@TempDir
	private Path folder;

	private Process terminal;

	@AfterEach
	void close() throws InterruptedException {
		if (this.terminal == null) {
			return;
		}
		this.terminal.descendants().forEach(ProcessHandle::destroyForcibly);
		this.terminal.destroyForcibly().waitFor();
	}

	@Test
	@DisplayName("Ctrl-C closes the parent's context, which ends the worker in order; the worker is not killed before")
	void interrupt() throws Exception {
		Assumptions.assumeFalse(isInterruptIgnored(),
				"INT is ignored here, as by a job in the background of a script, and so by all that is started");
		this.terminal = new ProcessBuilder(terminal(command())).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("out").toFile())
			.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> READY.matcher(output()).find() || !this.terminal.isAlive());
		Matcher ready = READY.matcher(output());
		assertThat(ready.find()).as(output()).isTrue();
		String worker = ready.group(2);
		assertThat(group(worker)).as("the worker gets what the terminal sends").isEqualTo(group(ready.group(1)));
		this.terminal.getOutputStream().write(CTRL_C);
		this.terminal.getOutputStream().flush();
		assertThat(this.terminal.waitFor(60, TimeUnit.SECONDS)).as(output()).isTrue();
		assertThat(output())
			.containsSubsequence("Parent: called worker " + worker, "Parent: cleanup", "Event: keeper closed",
					"Parent: worker exited STOPPED 0")
			.doesNotContainPattern("WARN|ERROR");
		assertThat(ProcessHandle.of(Long.parseLong(worker))).isEmpty();
		// 128 + INT: the parent did not end by itself.
		assertThat(this.terminal.exitValue()).isEqualTo(130);
	}

	private static List<String> command() {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-cp", System.getProperty("java.class.path"), InterruptedParent.class.getName(),
				"--spring.main.banner-mode=off", "--spring.main.keep-alive=true",
				"--ipc.process.worker.main-class=" + LabWorker.class.getName(),
				"--ipc.process.worker.startup-timeout=60s");
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
		String code = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
		return Stream.concat(Stream.of("python3", "-c", code), command.stream()).toList();
	}

	private static boolean isInstalled(String program) {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((path) -> Files.isExecutable(Path.of(path, program)));
	}

	private static boolean isInterruptIgnored() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.anyMatch((line) -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
	}

	private String output() throws IOException {
		return Files.readString(this.folder.resolve("out"));
	}

	/** Returns the process group, the fifth field of a process counted from one. */
	private static String group(String pid) throws IOException {
		String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
		return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
	}

}
