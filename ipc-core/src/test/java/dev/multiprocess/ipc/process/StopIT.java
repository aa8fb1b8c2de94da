package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S27: The end of a process")
class StopIT extends SpawnTest {

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	@DisplayName("comes with the end of its standard input")
	void endOfInput() throws Exception {
		SpawnedProcess process = spawnReady(worker("watched"));
		process.stop(LONG);
		assertStopped(process, 42);
	}

	@Test
	@DisplayName("may take as long as it is granted, even if it sees the end of its input before the goodbye")
	void late() throws Exception {
		SpawnedProcess process = spawnReady(worker("late"));
		process.stop(LONG);
		assertStopped(process, 43);
	}

	@Test
	@DisplayName("comes with TERM if it does not heed its standard input")
	void term() throws Exception {
		SpawnedProcess process = spawnReady(worker("slow-to-end"));
		process.stop(Duration.ofSeconds(2));
		assertStopped(process, 143);
	}

	@Test
	@DisplayName("comes with KILL if it heeds nothing")
	void kill() throws Exception {
		SpawnedProcess process = spawnReady(worker("stubborn"));
		process.stop(Duration.ofMillis(300));
		assertStopped(process, 137);
		assertThat(process.outputTail()).isEqualTo("ready\nno\n");
	}

	@Test
	@DisplayName("comes with KILL if it is stopped, and with no grace at all")
	void stoppedProcess() throws Exception {
		SpawnedProcess process = spawnReady(worker("slow-to-end"));
		signal("STOP", process.pid());
		process.stop(Duration.ZERO);
		assertStopped(process, 137);
	}

	@Test
	@DisplayName("is the end of the processes it started, too")
	void descendants() throws Exception {
		SpawnedProcess process = spawnReady(worker("parent-of", "1000"));
		ProcessHandle child = childOf(process);
		process.stop(Duration.ofMillis(100));
		assertThat(exitOf(process).cause()).isEqualTo(Cause.STOPPED);
		assertGone(child);
	}

	@Test
	@DisplayName("is the end of what it was seen to start, and of what that has started since, even if it crashes")
	void descendantsOfCrashed() throws Exception {
		Path gate = this.folder.resolve("gate");
		SpawnedProcess process = spawnReady(
				shell("(while [ ! -e " + gate + " ]; do sleep 0.02; done; " + "sleep 1000 & echo child $!. > " + gate
						+ "; wait) > /dev/null 2>&1 & " + "echo child $!.; echo ready; read secret; read end; exit 3"));
		ProcessHandle child = childOf(process);
		process.noteDescendants();
		Files.createFile(gate);
		Pattern told = Pattern.compile("child (\\d+)\\.");
		Eventually.until(() -> "a grandchild", () -> told.matcher(read(gate)).find());
		Matcher grandchild = told.matcher(read(gate));
		assertThat(grandchild.find()).isTrue();
		process.closeStdin();
		assertThat(exitOf(process).code()).isEqualTo(3);
		assertGone(child);
		assertGone(ProcessHandle.of(Long.parseLong(grandchild.group(1))).orElse(child));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	@DisplayName("may be asked for twice, by several threads, and when it has come")
	void severalThreads() throws Exception {
		SpawnedProcess process = spawnReady(worker("stubborn"));
		CompletableFuture
			.allOf(Stream.of(300, 200, 100, 0)
				.map((millis) -> CompletableFuture.runAsync(() -> process.stop(Duration.ofMillis(millis))))
				.toArray(CompletableFuture<?>[]::new))
			.join();
		process.stop(LONG);
		process.kill(Cause.HUNG);
		assertStopped(process, 137);
	}

	@Test
	@DisplayName("comes though the caller is interrupted, who stays so")
	void interruptedCaller() throws Exception {
		SpawnedProcess process = spawnReady(worker("watched"));
		Thread.currentThread().interrupt();
		process.stop(LONG);
		assertThat(Thread.interrupted()).isTrue();
		assertStopped(process, 42);
	}

	@ParameterizedTest
	@EnumSource(names = { "HUNG", "VIOLATION" })
	@DisplayName("is reported with the cause for which it was killed, its children killed too")
	void killedWithCause(Cause cause) throws Exception {
		SpawnedProcess process = spawnReady(worker("parent-of", "1000"));
		ProcessHandle child = childOf(process);
		process.kill(cause);
		process.stop(LONG);
		ProcessExit exit = exitOf(process);
		assertThat(exit.cause()).isEqualTo(cause);
		assertThat(exit.code()).isEqualTo(137);
		assertThat(exit.expected()).isFalse();
		assertGone(child);
	}

	@Test
	@DisplayName("by itself is not taken for one that was asked for later")
	void exitBeforeStop() throws Exception {
		// Its output is held open, so its exit is not complete yet.
		SpawnedProcess process = spawn(shell("sleep 1000 & echo \"child $!.\"; exit 9"));
		ProcessHandle child = childOf(process);
		Eventually.until(() -> process + " still runs", () -> !process.isAlive());
		process.stop(LONG);
		signal("KILL", child.pid());
		assertThat(exitOf(process).code()).isEqualTo(9);
		assertThat(exitOf(process).cause()).isEqualTo(Cause.EXITED);
	}

	@Test
	@DisplayName("by a signal of somebody else is told from the one asked for")
	void foreignSignal() throws Exception {
		SpawnedProcess process = spawnReady(worker("wait"));
		process.expect(Cause.STOPPED);
		signal("KILL", process.pid());
		assertThat(exitOf(process).cause()).isEqualTo(Cause.SIGNAL);
		assertThat(exitOf(process).expected()).isFalse();
	}

	@Test
	@DisplayName("leaves no file in the temporary folder")
	void noFiles() throws Exception {
		SpawnedProcess process = spawnReady(
				worker("wait").jvmArguments("-Djava.io.tmpdir=" + this.folder).workingDirectory(this.folder));
		assertThat(Path.of("/tmp"))
			.isDirectoryNotContaining((file) -> file.endsWith("hsperfdata_" + System.getProperty("user.name"))
					&& List.of(file.toFile().list()).contains(Long.toString(process.pid())));
		process.kill(Cause.HUNG);
		exitOf(process);
		assertThat(this.folder).isEmptyDirectory();
	}

	private static void assertStopped(SpawnedProcess process, int code) throws Exception {
		ProcessExit exit = exitOf(process);
		assertThat(exit.cause()).isEqualTo(Cause.STOPPED);
		assertThat(exit.code()).isEqualTo(code);
		assertThat(exit.expected()).isTrue();
		assertThat(process.isAlive()).isFalse();
		assertThat(ProcessHandle.of(process.pid())).isEmpty();
	}

}
