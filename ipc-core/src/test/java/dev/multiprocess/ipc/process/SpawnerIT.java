package dev.multiprocess.ipc.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A spawned process")
class SpawnerIT extends SpawnTest {

	@Test
	@DisplayName("gets the address as argument and the secret on standard input, and nowhere else")
	void secret() throws Exception {
		SpawnedProcess process = spawn(worker("secret"));
		String secret = HexFormat.of().formatHex(this.arguments.secret());
		assertThat(exitOf(process).outputTail()).isEqualTo("unix:/nowhere/s" + secret + "\n");
		assertThat(process.command()).noneMatch((argument) -> argument.contains(secret));
	}

	@Test
	@DisplayName("gets exactly the environment that the allow-list and the specification name, and how many are above it")
	void environment() throws Exception {
		SpawnedProcess process = spawn(worker("environment").environment("MY_OWN", "a b 'c' \"d\" $e"));
		Map<String, String> expected = new TreeMap<>(Map.of("MY_OWN", "a b 'c' \"d\" $e", "IPC_SPAWN_DEPTH", "1"));
		System.getenv().forEach((name, value) -> {
			if (List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR").contains(name) || name.startsWith("LC_")) {
				expected.put(name, value);
			}
		});
		assertThat(exitOf(process).outputTail().lines()).filteredOn((line) -> !line.startsWith("_="))
			.containsExactlyElementsOf(
					expected.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList());
	}

	@Test
	@DisplayName("may be given variables that a shell likes to set itself")
	void variablesOfShells() throws Exception {
		SpawnedProcess process = spawn(worker("environment").inheritEnvironment().environment("OLDPWD", "/x"));
		assertThat(exitOf(process).outputTail().lines()).filteredOn((line) -> !line.startsWith("_="))
			.containsExactly("IPC_SPAWN_DEPTH=1", "OLDPWD=/x");
	}

	@Test
	@DisplayName("finds its classes through an argument file if the class path is long")
	void longClassPath() throws Exception {
		List<Path> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path link = this.folder.resolve("\"" + entries.size() + "\" \\ n'est pas un \\jar");
			entries.add(Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath()));
		}
		IntStream.range(0, 2000).forEach((i) -> entries.add(0, this.folder.resolve("no folder " + i)));
		SpawnedProcess process = spawn(worker("exit", "7").classPath(entries.toArray(Path[]::new)));
		assertThat(process.command()).contains("@" + this.folder.resolve("classpath"));
		assertThat(exitOf(process).code()).isEqualTo(7);
		for (Path entry : entries) {
			Files.deleteIfExists(entry);
		}
	}

	@Test
	@DisplayName("runs where it was told to, with its arguments untouched")
	void argumentsAndDirectory() throws Exception {
		Path directory = Files.createDirectory(this.folder.resolve("a b"));
		SpawnedProcess process = spawn(
				ProcessSpec.command("sh", "-c", "pwd -P; printf '%s|' \"$@\"", "sh", "$x", "'\"\\ ", "")
					.workingDirectory(directory));
		assertThat(exitOf(process).outputTail())
			.isEqualTo(directory.toRealPath() + "\n$x|'\"\\ ||-ipc|unix:/nowhere/s|");
	}

	@Test
	@DisplayName("S26: that does not exist is an error at once")
	void notFound() {
		assertThatThrownBy(() -> spawn(ProcessSpec.command("/no/such/program")))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("/no/such/program does not exist");
		assertThatThrownBy(() -> spawn(ProcessSpec.jar(Path.of("no.jar")))).isInstanceOf(ProcessStartException.class)
			.hasMessageContaining(Path.of("no.jar").toAbsolutePath().toString());
	}

	@Test
	@DisplayName("S26: that the system refuses is an error with the reason of the system")
	void refused() {
		assertThatThrownBy(() -> spawn(ProcessSpec.command("true", "x".repeat(3_000_000))))
			.isInstanceOf(ProcessStartException.class)
			.hasMessageContaining("cannot be run: ")
			.hasCauseInstanceOf(IOException.class)
			.extracting("command")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.hasSize(4);
	}

	@Test
	@DisplayName("tells its exit code")
	void exitCode() throws Exception {
		SpawnedProcess process = spawn(worker("exit", "7"));
		ProcessExit exit = exitOf(process);
		assertThat(exit).isEqualTo(new ProcessExit(7, Cause.EXITED, false, "exited with code 7", ""));
		assertThat(process.isAlive()).isFalse();
	}

	@Test
	@DisplayName("tells the signal that killed it")
	void killedBySomebody() throws Exception {
		SpawnedProcess process = spawnReady(worker("wait"));
		signal("KILL", process.pid());
		ProcessExit exit = exitOf(process);
		assertThat(exit.code()).isEqualTo(137);
		assertThat(exit.cause()).isEqualTo(Cause.SIGNAL);
		assertThat(exit.expected()).isFalse();
		assertThat(exit.description()).startsWith("killed by signal 9 (KILL)");
		assertThat(exit.outputTail()).isEqualTo("ready\n");
	}

	@Test
	@DisplayName("ends when out of memory, and says so")
	void outOfMemory() throws Exception {
		ProcessExit exit = exitOf(spawn(worker("out-of-memory").jvmArguments("-Xmx16m")));
		assertThat(exit.code()).isEqualTo(3);
		assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
		assertThat(exit.expected()).isFalse();
		assertThat(exit.outputTail()).contains("OutOfMemoryError");
	}

	@Test
	@DisplayName("hands out its exit in copies that are nobody else's")
	void exitIsACopy() throws Exception {
		SpawnedProcess process = spawn(shell("exit 1"));
		process.exit().cancel(true);
		process.exit().complete(new ProcessExit(99, Cause.HUNG, true, "", ""));
		assertThat(exitOf(process).code()).isOne();
	}

	@Test
	@DisplayName("S33: writes any text, read in the same encoding")
	void encoding() throws Exception {
		assertThat(exitOf(spawn(worker("text").inheritEnvironment().environment("LC_ALL", "C"))).outputTail())
			.isEqualTo("grün €\n");
	}

	@Test
	@DisplayName("S33: logs standard output and standard error under its name")
	void log() throws Exception {
		List<ILoggingEvent> log = logOf("chatty");
		exitOf(spawn(shell("echo out; echo err >&2").name("chatty")));
		assertThat(log).extracting((event) -> event.getLevel() + " " + event.getMessage())
			.containsExactlyInAnyOrder("INFO out", "WARN err");
	}

	@Test
	@DisplayName("S33: never waits for a reader, and fills neither memory nor log")
	void flood() throws Exception {
		List<ILoggingEvent> log = logOf("flood");
		ProcessExit exit = exitOf(
				spawn(shell("head -c 20000000 /dev/urandom >&2; yes | head -c 100000000; exit 5").name("flood")));
		assertThat(exit.code()).isEqualTo(5);
		assertThat(exit.outputTail().length()).isLessThanOrEqualTo(65_536);
		assertThat(log).isNotEmpty();
	}

	@Test
	@DisplayName("has ended when it has, though a process it left behind holds its output")
	void outputHeldOpen() throws Exception {
		SpawnedProcess process = spawn(shell("sleep 1000 & echo \"child $!.\"; exit 6"));
		assertThat(exitOf(process).code()).isEqualTo(6);
		signal("KILL", childOf(process).pid());
	}

	@Test
	@DisplayName("runs in several at once")
	void many() {
		List<CompletableFuture<ProcessExit>> exits = IntStream.range(0, 20)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> spawn(i)))
			.map((process) -> process.thenCompose(SpawnedProcess::exit))
			.toList();
		assertThat(exits.stream().map((exit) -> exit.join().code()))
			.containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
	}

	private SpawnedProcess spawn(int code) {
		return Spawner.spawn(shell("exit " + code).build(), this.arguments, this.folder);
	}

	private static List<ILoggingEvent> logOf(String name) {
		Logger logger = (Logger) LoggerFactory.getLogger("ipc.process." + name);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.list = Collections.synchronizedList(appender.list);
		appender.start();
		logger.setAdditive(false);
		logger.addAppender(appender);
		return appender.list;
	}

}
