package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.autoconfigure.onepackage.OnePackageInit;
import dev.multiprocess.ipc.autoconfigure.onepackage.ParentApplication;
import dev.multiprocess.ipc.autoconfigure.onepackage.WorkerApplication;
import dev.multiprocess.ipc.autoconfigure.sibling.api.SiblingInit;
import dev.multiprocess.ipc.autoconfigure.sibling.app.SiblingApplication;
import dev.multiprocess.ipc.autoconfigure.testing.Applications;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That parent and worker stay apart however their packages lie.
 */
@DisplayName("Parent and worker")
class RolesTests {

	private static final String WORKER = "--ipc.process.worker.main-class=Worker";

	private final RecordingIpc ipc = new RecordingIpc();

	@Test
	@DisplayName("in one package: the parent leaves the worker's main class out, and what is nested in it")
	void parentInOnePackage() {
		try (ConfigurableApplicationContext context = Applications.of(this.ipc, ParentApplication.class).run(WORKER)) {
			assertThat(context.getBean(Echo.class).echo("hi")).isEqualTo("worker:hi");
			assertThat(this.ipc.events()).contains("call worker Echo.echo");
			assertThat(context.containsBean("workerEcho")).isFalse();
			assertThat(context.containsBean("nestedInWorker")).isFalse();
			assertThat(context.containsBean("parentOnly")).isTrue();
			assertThat(context.getBeanNamesForType(OnePackageInit.class)).hasSize(1);
			assertThat(context.getBeanNamesForType(SpawnedProcess.class)).isEmpty();
		}
	}

	@Test
	@DisplayName("in one package: the worker leaves the parent's main class out, and scans for no interfaces")
	void workerInOnePackage() {
		try (ConfigurableApplicationContext context = Applications.of(this.ipc, WorkerApplication.class).run(WORKER)) {
			assertThat(context.getBean(Echo.class)).isSameAs(context.getBean("workerEcho"));
			assertThat(context.containsBean("nestedInWorker")).isTrue();
			assertThat(context.containsBean("parentOnly")).isFalse();
			assertThat(context.getBeanNamesForType(OnePackageInit.class)).isEmpty();
			assertThat(context.getBeanNamesForType(Init.class)).isEmpty();
			assertThat(this.ipc.events()).isEmpty();
		}
	}

	@Test
	@DisplayName("one above the other: the parent leaves the worker's main class out")
	void parentAboveWorker() {
		try (ConfigurableApplicationContext context = Applications
			.of(this.ipc, dev.multiprocess.ipc.autoconfigure.above.ParentApplication.class)
			.run(WORKER)) {
			context.getBean(Echo.class).echo("hi");
			assertThat(this.ipc.events()).contains("call worker Echo.echo");
			assertThat(context.containsBean("workerEcho")).isFalse();
		}
	}

	@Test
	@DisplayName("with their interfaces in a sibling package: it is named")
	void siblingPackage() {
		try (ConfigurableApplicationContext context = Applications.of(this.ipc, SiblingApplication.class).run(WORKER)) {
			assertThat(context.getBeanNamesForType(SiblingInit.class)).hasSize(1);
		}
	}

}
