package dev.multiprocess.ipc.autoconfigure.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import dev.multiprocess.ipc.autoconfigure.it.lab.Session;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That a parent outlives its worker.
 */
@DisplayName("When a worker ends,")
@ExtendWith(NothingLeft.class)
class CrashIT {

	private static ConfigurableApplicationContext context;

	private static Lab lab;

	@BeforeAll
	static void run() {
		context = Parents.of(Imports.class).properties("ipc.process.worker.restart.delay=1ms").run();
		lab = context.getBean(Lab.class);
		Recorder recorder = context.getBean(Recorder.class);
		Awaitility.await().untilAsserted(() -> assertThat(recorder.events()).contains("worker ready"));
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	@DisplayName("killed in a call, calls fail, cleanups run, and injected objects are served by a new process (S24, S28, S35)")
	void killedDuringCall() throws Exception {
		Recorder recorder = context.getBean(Recorder.class);
		Init init = context.getBean(Init.class);
		Session session = init.make(Session.class);
		CompletableFuture<String> cleanup = new CompletableFuture<>();
		context.getBean(Ipc.class).addCleanup(lab, () -> cleanup.complete("done"));
		long pid = lab.pid();
		recorder.forget();
		CompletableFuture<Void> killer = new CompletableFuture<>();
		killer.thenRunAsync(() -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> lab.hang((question) -> {
			killer.complete(null);
			return "go on";
		})).satisfies((ex) -> {
			assertThat(ex.mayHaveExecuted()).isTrue();
			// On a busy machine it is known later than that the process is gone.
			Awaitility.await().until(() -> ex.exit().isPresent());
			assertThat(ex.exit()).get().extracting(ProcessExit::cause).isEqualTo(ProcessExit.Cause.SIGNAL);
			assertThat(ex).hasMessageContaining("killed by signal 9 (KILL)");
		});
		assertThat(cleanup.get(30, TimeUnit.SECONDS)).isEqualTo("done");
		long next = init.make(Lab.class).pid();
		assertThat(next).isNotEqualTo(pid);
		assertThat(lab.pid()).isEqualTo(next);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(session::number)
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		Awaitility.await()
			.untilAsserted(() -> assertThat(recorder.events()).containsExactlyInAnyOrder("worker exited 137",
					"worker started", "worker ready", "worker restarted"));
	}

	@Test
	@DisplayName("as its context was closed, a new one serves (S28, S35)")
	void closedContext() {
		Recorder recorder = context.getBean(Recorder.class);
		long pid = lab.pid();
		recorder.forget();
		lab.closeContext();
		recorder.await("worker exited 0");
		assertThat(lab.pid()).isNotEqualTo(pid);
	}

	@Test
	@DisplayName("as it ended itself, its exit status is the one that it chose (S28)")
	void ownStatus() {
		Recorder recorder = context.getBean(Recorder.class);
		recorder.forget();
		lab.exit(7);
		recorder.await("worker exited 7");
		assertThat(lab.pid()).isPositive();
	}

	@Test
	@DisplayName("killed while the context here stands still, it is not restarted before the context goes on (S35)")
	void killedWhileStopped() {
		Recorder recorder = context.getBean(Recorder.class);
		long pid = lab.pid();
		context.stop();
		assertThat(lab.pid()).isEqualTo(pid);
		recorder.forget();
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		Awaitility.await().untilAsserted(() -> assertThat(recorder.events()).containsExactly("worker exited 137"));
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(lab::pid)
			.withMessageContaining("none is started");
		context.start();
		assertThat(lab.pid()).isNotEqualTo(pid);
		Awaitility.await()
			.untilAsserted(() -> assertThat(recorder.events()).containsExactly("worker exited 137", "worker started",
					"worker ready"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

}
