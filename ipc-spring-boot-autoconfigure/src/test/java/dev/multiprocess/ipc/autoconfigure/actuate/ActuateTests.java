package dev.multiprocess.ipc.autoconfigure.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.ProcessReport;
import dev.multiprocess.ipc.autoconfigure.testing.DeskInit;
import dev.multiprocess.ipc.autoconfigure.testing.Desks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What an operator sees of processes.
 */
@DisplayName("Actuator")
class ActuateTests {

	private final ApplicationContextRunner runner = Desks
		.runner(IpcHealthAutoConfiguration.class, IpcEndpointAutoConfiguration.class)
		.withPropertyValues("management.endpoints.web.exposure.include=ipc", "ipc.process.other.main-class=Other");

	private static Health health(ApplicationContext context, String process) {
		CompositeHealthContributor composite = context.getBean("ipcHealthContributor",
				CompositeHealthContributor.class);
		HealthContributor contributor = composite.getContributor(process);
		assertThat(contributor).isNotNull();
		return ((HealthIndicator) contributor).health();
	}

	@Test
	@DisplayName("knows nothing of a process that nobody needed, sees one that serves, ends or stands still")
	void health() {
		this.runner.run((context) -> {
			ProcessHistory history = context.getBean(ProcessHistory.class);
			assertThat(health(context, "other").getStatus()).isEqualTo(Status.UNKNOWN);
			Ipc ipc = context.getBean(Ipc.class);
			IpcProcess process = ipc.start("desk");
			Awaitility.await().until(() -> history.report("desk") != null && history.report("desk").starts() == 1);
			HealthIndicator desk = new ProcessHealthIndicator("desk", history);
			assertThat(desk.health().getStatus()).isEqualTo(Status.UP);
			assertThat(desk.health().getDetails()).containsEntry("restarts", 0).containsKey("pids");
			context.getSourceApplicationContext().stop();
			assertThat(desk.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			process.kill();
			Awaitility.await().until(() -> history.report("desk").lastExit() != null);
			context.getSourceApplicationContext().start();
			assertThat(desk.health().getDetails()).containsKey("lastExit").doesNotContainKey("pids");
		});
	}

	@Test
	@DisplayName("says that a process is down that failed or may not be started")
	void down() {
		this.runner.run((context) -> {
			ProcessHistory history = context.getBean(ProcessHistory.class);
			history.circuitOpened("other", null);
			assertThat(health(context, "other").getStatus()).isEqualTo(Status.DOWN);
			IpcProcess process = mock();
			given(process.name()).willReturn("other");
			given(process.isolation()).willReturn(Isolation.PROCESS);
			history.processReady(process);
			history.processExited(process, new ProcessExit(0, ProcessExit.Cause.STOPPED, true, "stopped", ""));
			assertThat(health(context, "other").getStatus()).isEqualTo(Status.UNKNOWN);
			history.processExited(process, new ProcessExit(1, ProcessExit.Cause.EXITED, false, "failed", ""));
			assertThat(health(context, "other").getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	@DisplayName("tells of each process, and restarts one where that is allowed, which it is not by default")
	void endpoint() {
		this.runner.run((context) -> {
			IpcEndpoint endpoint = context.getBean(IpcEndpoint.class);
			ProcessHistory history = context.getBean(ProcessHistory.class);
			Ipc ipc = context.getBean(Ipc.class);
			DeskInit desk = ipc.root("desk", DeskInit.class);
			assertThat(desk.answer("hi")).isEqualTo("hi");
			Awaitility.await().until(() -> history.report("desk") != null);
			Map<String, ProcessReport> processes = endpoint.processes().processes();
			assertThat(processes).containsOnlyKeys("desk", "other");
			assertThat(processes.get("desk").instances()).singleElement().satisfies((instance) -> {
				assertThat(instance.pid()).isEqualTo(ProcessHandle.current().pid());
				assertThat(instance.stats().calls()).isPositive();
				assertThat(instance.isolation()).startsWith("none");
				assertThat(instance.uptime()).isGreaterThanOrEqualTo(Duration.ZERO);
			});
			assertThat(endpoint.process("desk")).isNotNull();
			assertThat(endpoint.process("missing")).isNull();
			IpcProcess before = ipc.process(desk);
			endpoint.restart("desk");
			assertThat(ipc.process(desk)).isNotSameAs(before);
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.restart("missing"));
			assertThat(IpcEndpoint.class.getAnnotation(Endpoint.class).defaultAccess()).isEqualTo(Access.READ_ONLY);
		});
	}

	@Test
	@DisplayName("shows how a process was run and how far it is isolated, without its secrets")
	void command() {
		this.runner.withBean(SanitizingFunction.class, () -> SanitizingFunction.sanitizeValue().ifKeyEquals("customer"))
			.run((context) -> {
				IpcProcess process = mock();
				given(process.name()).willReturn("other");
				given(process.pid()).willReturn(4711L);
				given(process.isolation()).willReturn(Isolation.SANDBOX);
				given(process.command()).willReturn(List.of("java", "--password=abc", "--customer=def"));
				context.getBean(ProcessHistory.class).processStarted(process);
				IpcEndpoint endpoint = context.getBean(IpcEndpoint.class);
				assertThat(List.of(endpoint.process("other"), endpoint.processes().processes().get("other")))
					.flatExtracting(ProcessReport::instances)
					.hasSize(2)
					.allSatisfy((instance) -> {
						assertThat(instance.command()).containsExactly("java", "--password=******",
								"--customer=******");
						assertThat(instance.isolation()).startsWith("L1 (same user, in a sandbox");
					});
			});
	}

	@Test
	@DisplayName("informs of processes where that is asked for")
	void info() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ProcessInfoContributor.class));
		this.runner.withPropertyValues("management.info.ipc.enabled=true").run((context) -> {
			Info.Builder builder = new Info.Builder();
			context.getBean(ProcessInfoContributor.class).contribute(builder);
			assertThat(builder.build().getDetails()).containsEntry("ipc", Map.of("processes", Map.of("other", 0)));
		});
	}

	@Test
	@DisplayName("may be absent, not exposed, or switched off")
	void optional() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("ipcEndpoint"));
		this.runner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("ipcHealthContributor"));
		this.runner.withPropertyValues("management.health.ipc.enabled=false", "management.endpoint.ipc.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("ipcHealthContributor")
				.doesNotHaveBean("ipcEndpoint"));
		this.runner.withPropertyValues("ipc.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("ipcHealthContributor")
				.doesNotHaveBean("ipcEndpoint"));
	}

}
