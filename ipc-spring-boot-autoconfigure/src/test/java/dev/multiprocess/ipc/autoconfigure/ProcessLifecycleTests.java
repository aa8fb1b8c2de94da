package dev.multiprocess.ipc.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.testing.ClosableEcho;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * When processes start and end in the life of a context.
 */
@DisplayName("The processes of a context")
@ExtendWith(OutputCaptureExtension.class)
class ProcessLifecycleTests {

	private final RecordingIpc ipc = new RecordingIpc();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
		.withBean(Ipc.class, () -> this.ipc)
		.withPropertyValues("ipc.process.a.main-class=A", "ipc.process.b.main-class=B", "ipc.process.c.main-class=C");

	@Test
	@DisplayName("start at start, all at once, those that a bean is a proxy of and no others")
	void eagerOnesStartConcurrently() {
		this.ipc.awaitConcurrentStarts(2);
		this.runner.withUserConfiguration(Imports.class)
			.run((context) -> assertThat(this.ipc.running()).containsExactlyInAnyOrder("a", "b"));
	}

	@Test
	@DisplayName("wait for the first call when lazy")
	void lazyOnesWait() {
		this.runner.withUserConfiguration(Imports.class)
			.withPropertyValues("ipc.process.a.startup=lazy")
			.run((context) -> {
				assertThat(this.ipc.running()).containsExactly("b");
				context.getBean("a#" + Echo.class.getName(), Echo.class).echo("hi");
				assertThat(this.ipc.running()).containsExactlyInAnyOrder("a", "b");
			});
	}

	@Test
	@DisplayName("are not awaited when in the background")
	void backgroundOnesAreNotAwaited() {
		this.ipc.awaitConcurrentStarts(3);
		this.runner.withUserConfiguration(Imports.class)
			.withPropertyValues("ipc.process.default.startup=background")
			.run((context) -> {
				assertThat(this.ipc.running()).isEmpty();
				this.ipc.start("c");
			});
	}

	@Test
	@DisplayName("let the application fail when one does not come up, with every failure")
	void failureToStartFails() {
		this.ipc.failStart("a", new IllegalStateException("a is broken"));
		this.ipc.failStart("b", new IllegalStateException("b is broken"));
		this.runner.withUserConfiguration(Imports.class).run((context) -> {
			Throwable cause = context.getStartupFailure().getCause();
			List<String> messages = new ArrayList<>(List.of(cause.getMessage()));
			messages.add(cause.getSuppressed()[0].getMessage());
			assertThat(messages).containsExactlyInAnyOrder("a is broken", "b is broken");
			assertThat(this.ipc.events()).endsWith("close");
		});
	}

	@Test
	@DisplayName("only warn when one does not come up and that is allowed")
	void failureToStartWarns(CapturedOutput output) {
		this.ipc.failStart("a", new IllegalStateException("a is broken"));
		this.runner.withUserConfiguration(Imports.class)
			.withPropertyValues("ipc.process.a.startup-failure=warn")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(this.ipc.running()).containsExactly("b");
				assertThat(output).contains("Process 'a' did not start").contains("a is broken");
			});
	}

	@Test
	@DisplayName("start during the initialisation of a bean that calls, but not before")
	void callDuringInitialisationStarts() {
		this.runner.withUserConfiguration(Imports.class, CallsEarly.class).run((context) -> {
			CallsEarly early = context.getBean(CallsEarly.class);
			assertThat(early.before).doesNotContain("start a", "start b");
			assertThat(early.after).contains("start a", "call a Echo.echo").doesNotContain("start b");
			assertThat(this.ipc.events()).contains("start b");
		});
	}

	@Test
	@DisplayName("stand still while the context pauses, start before schedulers and servers")
	void lifecycleContract() {
		this.runner.run((context) -> {
			IpcProcesses processes = context.getBean(IpcProcesses.class);
			assertThat(processes.isPauseable()).isFalse();
			assertThat(processes.isAutoStartup()).isTrue();
			assertThat(processes.getPhase()).isLessThan(ExecutorConfigurationSupport.DEFAULT_PHASE);
			context.stop();
			assertThat(processes.isRunning()).isFalse();
			assertThat(this.ipc.isPaused()).isTrue();
			assertThat(this.ipc.events()).doesNotContain("close");
			context.start();
			assertThat(processes.isRunning()).isTrue();
			assertThat(this.ipc.isPaused()).isFalse();
		});
	}

	@Test
	@DisplayName("end after beans that were given an object of them first")
	void destroyedAfterCallers() {
		this.runner.withUserConfiguration(Imports.class, CallsLate.class, Provides.class).run((context) -> {
		});
		assertThat(this.ipc.events()).endsWith("call a Echo.echo", "cleanup", "close");
	}

	@Test
	@DisplayName("end after beans that were given an object of them last")
	void destroyedAfterCallersInOtherOrder() {
		this.runner.withUserConfiguration(CallsLate.class, Provides.class, Imports.class).run((context) -> {
		});
		assertThat(this.ipc.events()).endsWith("call a Echo.echo", "cleanup", "close");
	}

	@Test
	@DisplayName("end after beans that look their objects up")
	void destroyedAfterObjectProvider() {
		this.runner.withUserConfiguration(LooksUp.class, Imports.class).run((context) -> {
		});
		assertThat(this.ipc.events()).endsWith("call a Echo.echo", "cleanup", "close");
		assertThat(this.ipc.events()).containsOnlyOnce("close");
	}

	@Test
	@DisplayName("never get close() of an object from the context")
	void remoteCloseIsNotCalled() {
		this.runner.withUserConfiguration(ImportsClosable.class).run((context) -> {
			assertThat(context).hasSingleBean(ClosableEcho.class);
		});
		assertThat(this.ipc.events()).contains("root a ClosableEcho")
			.noneMatch((event) -> event.endsWith("ClosableEcho.close"));
	}

	@Test
	@DisplayName("are another context's no business")
	void twoContexts() {
		RecordingIpc other = new RecordingIpc();
		this.runner.withUserConfiguration(Imports.class)
			.run((context) -> new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
				.withBean(Ipc.class, () -> other)
				.withPropertyValues("ipc.process.a.main-class=A", "ipc.process.b.main-class=B")
				.withUserConfiguration(Imports.class)
				.run((second) -> {
					second.close();
					assertThat(other.events()).endsWith("close");
					assertThat(this.ipc.events()).doesNotContain("close");
					assertThatNoException()
						.isThrownBy(() -> context.getBean("a#" + Echo.class.getName(), Echo.class).echo("still there"));
				}));
	}

	@Test
	@DisplayName("are not started by a worker of its own accord")
	void workerStartsNothing() {
		this.runner.withUserConfiguration(Imports.class, Worker.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.ipc.running()).isEmpty();
		});
	}

	@Test
	@DisplayName("belong to an Ipc that ordinary singletons are created after")
	void ownerIsCreatedFirst() {
		this.runner.withUserConfiguration(LooksUp.class, Imports.class).run((context) -> {
			Object singletons = context.getBeanFactory();
			Object disposables = ReflectionTestUtils.getField(singletons, "disposableBeans");
			assertThat(((Map<?, ?>) disposables).keySet()
				.stream()
				.map(String::valueOf)
				.filter((name) -> name.contains("Processes") || name.contains("LooksUp"))).first()
				.isEqualTo("ipcProcesses");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "a", types = Echo.class)
	@ImportRemoteInterfaces(process = "b", types = Echo.class)
	static class Imports {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "a", types = ClosableEcho.class)
	static class ImportsClosable {

	}

	@EnableSpawnedProcess
	@Configuration(proxyBeanMethods = false)
	static class Worker {

	}

	static class CallsEarly {

		@Autowired
		private Ipc ipc;

		@Autowired
		@Qualifier("a")
		private Echo echo;

		private List<String> before;

		private List<String> after;

		@PostConstruct
		void call() {
			this.before = ((RecordingIpc) this.ipc).events();
			this.echo.echo("early");
			this.after = ((RecordingIpc) this.ipc).events();
		}

	}

	static class CallsLate {

		private final Echo echo;

		CallsLate(@Qualifier("a") Echo echo, Ipc ipc) {
			this.echo = echo;
			ipc.addCleanup(echo, () -> ((RecordingIpc) ipc).record("cleanup"));
		}

		@PreDestroy
		void call() {
			this.echo.echo("late");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Bystander.class)
	static class Provides {

	}

	static class Bystander {

	}

	static class LooksUp {

		private final ObjectProvider<Echo> echo;

		LooksUp(@Qualifier("a") ObjectProvider<Echo> echo, Ipc ipc) {
			this.echo = echo;
			ipc.addCleanup(this, () -> ((RecordingIpc) ipc).record("cleanup"));
		}

		@PreDestroy
		void call() {
			this.echo.getObject().echo("late");
		}

	}

}
