package dev.multiprocess.ipc.autoconfigure.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Answer;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the properties of a process' means and care reach the processes that run.
 */
@DisplayName("By its properties, a process")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class SupervisionIT {

	private static final long MEMORY = 48 * 1024 * 1024;

	@TempDir
	private static Path folder;

	private static ConfigurableApplicationContext context;

	private static Lab lab;

	@BeforeAll
	static void run() {
		context = Parents.of(Imports.class)
			.run("--ipc.process.worker.instances=2", "--ipc.process.worker.standby=1",
					"--ipc.process.worker.liveness.interval=200ms", "--ipc.process.worker.liveness.timeout=10s",
					"--ipc.process.worker.restart.delay=1h", "--ipc.process.worker.restart.max-delay=1h",
					"--ipc.process.worker.output=file", "--ipc.process.worker.output-file=" + file(),
					"--ipc.process.worker.memory=" + MEMORY + "B");
		lab = context.getBean(Lab.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	private static Path file() {
		return folder.resolve("worker.log");
	}

	@Test
	@DisplayName("has several instances that calls are spread over; one that hangs is killed, and one that stood by stands in (S30, S36)")
	void instancesStandbyAndLiveness() throws Exception {
		Set<Long> instances = instances();
		assertThat(instances).hasSize(2);
		long hung = instances.iterator().next();
		assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(hung)).start().waitFor()).isZero();
		Recorder recorder = context.getBean(Recorder.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(recorder.events()).contains("worker stands in", "worker exited 137"));
		assertThat(recorder.exits()).extracting(ProcessExit::cause).containsExactly(ProcessExit.Cause.HUNG);
		Set<Long> others = instances();
		assertThat(others).hasSize(2).doesNotContain(hung);
		assertThat(Collections.disjoint(instances, others)).isFalse();
	}

	/** Returns the processes that serve two calls which are under way at once. */
	private static Set<Long> instances() {
		CyclicBarrier both = new CyclicBarrier(2);
		Answer answer = (question) -> {
			try {
				both.await(60, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return "go on";
		};
		CompletableFuture<Long> one = CompletableFuture.supplyAsync(() -> lab.pidAfter(answer), (task) -> {
			new Thread(task, "test-caller").start();
		});
		long other = lab.pidAfter(answer);
		Set<Long> instances = new TreeSet<>(Set.of(other));
		instances.add(one.join());
		return instances;
	}

	@Test
	@DisplayName("has a heap of its own size")
	void memory() {
		// Some collectors do not count all of it.
		assertThat(lab.maxMemory()).isBetween(MEMORY / 2, MEMORY);
	}

	@Test
	@DisplayName("writes to a file (S33)")
	void outputToFile(CapturedOutput output) {
		lab.log("a line for the file");
		Awaitility.await()
			.untilAsserted(() -> assertThat(Files.readString(file())).contains("a line for the file", "runner done"));
		assertThat(output).doesNotContain("a line for the file", "runner done");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

}
