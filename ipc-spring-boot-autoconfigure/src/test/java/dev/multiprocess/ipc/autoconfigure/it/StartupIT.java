package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When workers start, seen from the parent that starts.
 */
@DisplayName("A worker")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class StartupIT {

	@TempDir
	private Path folder;

	@Test
	@DisplayName("is awaited if eager, not awaited if in the background, not started if lazy until it is called")
	void startup(CapturedOutput output) throws IOException {
		Path signal = this.folder.resolve("signal");
		try (ConfigurableApplicationContext context = Parents.of(Three.class)
			.run("--ipc.interfaces[" + LabInit.class.getName() + "].process=worker",
					"--ipc.process.background.startup=background", "--ipc.process.lazy.startup=lazy",
					"--ipc.process.lazy.debug.enabled=true",
					"--ipc.process.background.properties.lab.waits-for=" + signal)) {
			Recorder recorder = context.getBean(Recorder.class);
			recorder.await("worker ready");
			assertThat(recorder.events()).doesNotContain("background ready", "lazy started");
			lab(context, "lazy").pid();
			recorder.await("lazy ready");
			assertThat(recorder.events()).doesNotContain("background ready");
			assertThat(output.toString().lines())
				.filteredOn((line) -> line.contains("Listening for transport dt_socket"))
				.singleElement()
				.asString()
				.contains("ipc.process.lazy");
			Files.createFile(signal);
			assertThat(lab(context, "background").events()).startsWith("runner done");
			recorder.await("background ready");
		}
	}

	@Test
	@DisplayName("that does not come up is only warned of where that is allowed, and the next call tries again")
	void startupFailureWarns(CapturedOutput output) throws IOException {
		Path needed = this.folder.resolve("needed");
		try (ConfigurableApplicationContext context = Parents.of(One.class)
			.run("--ipc.process.worker.startup-failure=warn",
					"--ipc.process.worker.properties.lab.fails-without=" + needed)) {
			assertThat(output).contains("Process 'worker' did not start; the next call")
				.contains("the runner is broken");
			Lab lab = context.getBean(Lab.class);
			assertThatExceptionOfType(ProcessStartException.class).isThrownBy(lab::pid)
				.withMessageContaining("the runner is broken");
			Files.createFile(needed);
			assertThat(lab.events()).startsWith("runner done");
		}
	}

	private static Lab lab(ConfigurableApplicationContext context, String process) {
		return context.getBean(process + "#" + Lab.class.getName(), Lab.class);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class One {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(process = "worker", types = Lab.class)
	@ImportRemoteInterfaces(process = "background", types = Lab.class)
	@ImportRemoteInterfaces(process = "lazy", types = Lab.class)
	static class Three {

	}

}
