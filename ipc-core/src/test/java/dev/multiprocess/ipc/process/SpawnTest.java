package dev.multiprocess.ipc.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tests have in common that spawn processes.
 */
@ExtendWith(LeftoverCheck.class)
abstract class SpawnTest {

	private static final Pattern CHILD = Pattern.compile("child (\\d+)\\.");

	private final List<SpawnedProcess> spawned = new ArrayList<>();

	@TempDir
	Path folder;

	SpawnArguments arguments = SpawnArguments.create("unix:/nowhere/s");

	@AfterEach
	void stopAll() {
		this.spawned.forEach((process) -> process.stop(Duration.ZERO));
	}

	static ProcessSpec.Builder worker(String... arguments) {
		return ProcessSpec.java(Worker.class).arguments(arguments).jvmArguments("-Xmx64m", "-XX:TieredStopAtLevel=1");
	}

	static ProcessSpec.Builder shell(String script) {
		return ProcessSpec.command("sh", "-c", script);
	}

	SpawnedProcess spawn(ProcessSpec.Builder spec) {
		SpawnedProcess process = Spawner.spawn(spec.build(), this.arguments, this.folder);
		this.spawned.add(process);
		return process;
	}

	SpawnedProcess spawnReady(ProcessSpec.Builder spec) {
		SpawnedProcess process = spawn(spec);
		awaitOutput(process, "ready");
		return process;
	}

	static void awaitOutput(SpawnedProcess process, String text) {
		Eventually.until(() -> "'" + text + "' in the output: " + process.outputTail(),
				() -> process.outputTail().contains(text));
	}

	/** Returns the pid of the process it started, once it has told. */
	static ProcessHandle childOf(SpawnedProcess process) {
		Eventually.until(() -> "a pid in " + process.outputTail(), () -> CHILD.matcher(process.outputTail()).find());
		Matcher child = CHILD.matcher(process.outputTail());
		assertThat(child.find()).isTrue();
		return ProcessHandle.of(Long.parseLong(child.group(1))).orElseThrow();
	}

	/** Whether it is reaped is up to the first process of the system. */
	static void assertGone(ProcessHandle process) {
		Eventually.until(() -> process + " still runs", () -> !process.isAlive() || process.info().command().isEmpty());
	}

	static ProcessExit exitOf(SpawnedProcess process) throws Exception {
		return process.exit().get(60, TimeUnit.SECONDS);
	}

	static void signal(String name, long pid) throws Exception {
		new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
	}

}
