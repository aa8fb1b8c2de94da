package dev.multiprocess.ipc.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.autoconfigure.testing.Applications;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * When a worker serves, and when it refuses to run.
 */
@DisplayName("A worker")
@ExtendWith(OutputCaptureExtension.class)
class SpawnedProcessTests {

	private final RecordingIpc ipc = new RecordingIpc();

	private final CompletableFuture<Integer> status = new CompletableFuture<>();

	private final CompletableFuture<Thread> thread = new CompletableFuture<>();

	@Test
	@DisplayName("serves after its runners, on a thread that keeps the program alive, and ends with the status it gets")
	void servesOnceReady() throws Exception {
		try (ConfigurableApplicationContext context = worker(Worker.class).run("-ipc", "unix:/x", "--a=b")) {
			assertThat(this.status.get(60, TimeUnit.SECONDS)).isEqualTo(3);
			assertThat(this.thread.get().isDaemon()).isFalse();
			assertThat(this.thread.get().getName()).isEqualTo("ipc-serve");
			assertThat(this.ipc.events()).containsExactly("runner", "serve -ipc unix:/x --a=b");
		}
	}

	@Test
	@DisplayName("never serves when a runner fails")
	void failingRunner() {
		assertThatException().isThrownBy(() -> worker(FailingWorker.class).run("-ipc", "unix:/x"))
			.withStackTraceContaining("runner is broken");
		assertThat(this.ipc.events()).containsExactly("close");
	}

	@Test
	@DisplayName("never serves when one who listens that it is ready fails, in no particular order")
	void failingListener() {
		assertThatException().isThrownBy(() -> worker(FailingListener.class).run("-ipc", "unix:/x"))
			.withStackTraceContaining("listener is broken");
		assertThat(this.ipc.events()).containsExactly("close");
		assertThat(this.status).isNotDone();
	}

	@Test
	@DisplayName("never serves, and does not fail either, when one who listens that it is ready closes it")
	void closingListener() {
		assertThatNoException().isThrownBy(() -> worker(ClosingListener.class).run("-ipc", "unix:/x"));
		assertThat(this.ipc.events()).containsExactly("close");
		assertThat(this.status).isNotDone();
	}

	@Test
	@DisplayName("ends with a status other than 0 when it cannot reach its parent")
	void unreachableParent(CapturedOutput output) throws Exception {
		Ipc unreachable = mock();
		given(unreachable.startSpawnedProcess(any(String[].class))).willThrow(new IpcException("nobody there"));
		try (ConfigurableApplicationContext context = worker(Plain.class, unreachable).run("-ipc", "unix:/x")) {
			assertThat(this.status.get(60, TimeUnit.SECONDS)).isEqualTo(1);
			assertThat(output).contains("nobody there");
		}
	}

	@Test
	@DisplayName("says what to do when it is run by hand")
	void withoutParent(CapturedOutput output) {
		assertThatException().isThrownBy(() -> main(worker(Worker.class), Worker.class).run());
		assertThat(output)
			.contains(
					"Worker " + Worker.class.getName() + " was started without a parent, so there is nobody to serve.")
			.contains("@EnableSpawnedProcess(allowStandalone = true)");
		assertThat(this.ipc.events()).doesNotContain("runner");
	}

	@Test
	@DisplayName("may be run by hand where that is allowed")
	void standalone() {
		assertThatNoException()
			.isThrownBy(() -> main(worker(StandaloneWorker.class), StandaloneWorker.class).run().close());
		assertThat(this.ipc.events()).containsExactly("runner", "close");
	}

	@Test
	@DisplayName("asks for no parent where another class is the program")
	void otherMainClass() {
		assertThatNoException().isThrownBy(() -> main(worker(Worker.class), SpawnedProcessTests.class).run().close());
	}

	private static SpringApplication main(SpringApplicationBuilder builder, Class<?> mainClass) {
		builder.main(mainClass);
		return builder.application();
	}

	private SpringApplicationBuilder worker(Class<?> source) {
		return worker(source, this.ipc);
	}

	private SpringApplicationBuilder worker(Class<?> source, Ipc ipc) {
		return Applications.of(ipc, source)
			.main(SpawnedProcessTests.class)
			.initializers((context) -> context.getBeanFactory()
				.registerSingleton("testExit", (SpawnedProcess.Exit) (closed, code) -> {
					this.thread.complete(Thread.currentThread());
					this.status.complete(code);
				}));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Runs {

		@Bean
		ApplicationRunner runner(Ipc ipc) {
			return (args) -> ((RecordingIpc) ipc).record("runner");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess
	@Import(Runs.class)
	static class Worker {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess(allowStandalone = true)
	@Import(Runs.class)
	static class StandaloneWorker {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess
	static class FailingWorker {

		@Bean
		ApplicationRunner runner() {
			return (args) -> {
				throw new IllegalStateException("runner is broken");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess
	static class FailingListener {

		@EventListener
		void ready(ApplicationReadyEvent event) {
			throw new IllegalStateException("listener is broken");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@EnableSpawnedProcess
	static class ClosingListener {

		@EventListener
		void ready(ApplicationReadyEvent event) {
			event.getApplicationContext().close();
		}

	}

}
