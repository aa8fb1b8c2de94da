package dev.multiprocess.ipc.autoconfigure.it;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.sibling.api.SiblingInit;
import dev.multiprocess.ipc.autoconfigure.sibling.app.SiblingApplication;
import dev.multiprocess.ipc.autoconfigure.sibling.worker.SiblingWorker;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That parent and worker find each other however their packages lie.
 */
@DisplayName("A parent and its spawned worker")
@ExtendWith(NothingLeft.class)
class RolesIT {

	@Test
	@DisplayName("may share one package, or lie above one another; two contexts in one JVM have nothing to do with each other")
	void onePackageAndAbove() {
		try (ConfigurableApplicationContext above = run(
				dev.multiprocess.ipc.autoconfigure.above.ParentApplication.class,
				dev.multiprocess.ipc.autoconfigure.above.worker.WorkerApplication.class)) {
			long first = pid(above, Echo.class);
			try (ConfigurableApplicationContext one = run(
					dev.multiprocess.ipc.autoconfigure.onepackage.ParentApplication.class,
					dev.multiprocess.ipc.autoconfigure.onepackage.WorkerApplication.class)) {
				assertThat(one.getBean(Echo.class).echo("hi")).isEqualTo("worker:hi");
				assertThat(pid(one, Echo.class)).isNotEqualTo(first);
			}
			assertThat(above.getBean(Echo.class).echo("hi")).isEqualTo("worker:hi");
			assertThat(pid(above, Echo.class)).isEqualTo(first).isNotEqualTo(ProcessHandle.current().pid());
		}
	}

	@Test
	@DisplayName("may have their interfaces in a sibling package")
	void siblingPackage() {
		try (ConfigurableApplicationContext context = run(SiblingApplication.class, SiblingWorker.class)) {
			assertThat(context.getBean(SiblingInit.class).place()).isEqualTo("beside");
			assertThat(pid(context, SiblingInit.class)).isNotEqualTo(ProcessHandle.current().pid());
		}
	}

	private static ConfigurableApplicationContext run(Class<?> parent, Class<?> worker) {
		return new SpringApplicationBuilder(parent).properties("spring.main.banner-mode=off")
			.run("--ipc.process.worker.main-class=" + worker.getName());
	}

	private static long pid(ConfigurableApplicationContext context, Class<?> type) {
		return context.getBean(Ipc.class).process(context.getBean(type)).pid();
	}

}
