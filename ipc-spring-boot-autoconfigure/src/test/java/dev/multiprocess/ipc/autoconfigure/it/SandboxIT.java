package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * That the property of a sandbox reaches the process, and its level the report.
 */
@DisplayName("A Spring worker in a sandbox")
@ExtendWith(NothingLeft.class)
class SandboxIT {

	@BeforeAll
	static void assumeBubblewrap() throws InterruptedException {
		assumeTrue(works(), "Skipped: there is no program 'bwrap' that can make a sandbox here;"
				+ " install the package 'bubblewrap' and allow user namespaces");
	}

	private static boolean works() throws InterruptedException {
		try {
			return new ProcessBuilder("bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--ro-bind", "/",
					"/", "--proc", "/proc", "true")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("starts, is called, calls back, and is reported as sandboxed")
	void sandboxed() {
		try (ConfigurableApplicationContext context = Parents.of(Imports.class)
			.run("--ipc.process.worker.sandbox=bubblewrap")) {
			Lab lab = context.getBean(Lab.class);
			assertThat(lab.ask((question) -> "here")).contains("here");
			assertThat(context.getBean(Ipc.class).process(lab).isolation()).isEqualTo(Isolation.SANDBOX);
			ProcessHistory history = context.getBean(ProcessHistory.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(history.report("worker").instances()).singleElement()
					.satisfies((instance) -> assertThat(instance.isolation()).startsWith("L1 (")));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

}
