package dev.multiprocess.ipc.autoconfigure.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import jakarta.annotation.PreDestroy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In which order a context, its remote objects and their process end.
 */
@DisplayName("When a context closes,")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class ShutdownIT {

	private static final List<String> events = Collections.synchronizedList(new ArrayList<>());

	@Test
	@DisplayName("beans defined after their remote objects may still call, then cleanups run, then the worker ends in order (S24, S27)")
	void remoteObjectsFirst(CapturedOutput output) {
		check(output, Imports.class, Injected.class, LooksUp.class);
	}

	@Test
	@DisplayName("beans defined before their remote objects may still call, then cleanups run, then the worker ends in order (S24, S27)")
	void remoteObjectsLast(CapturedOutput output) {
		check(output, LooksUp.class, Injected.class, Imports.class);
	}

	private static void check(CapturedOutput output, Class<?>... sources) {
		events.clear();
		IpcProcess process;
		List<String> told;
		try (ConfigurableApplicationContext context = Parents.of(sources).run()) {
			process = context.getBean(Ipc.class).process(context.getBean(Lab.class));
			told = context.getBean(Recorder.class).events();
		}
		assertThat(events).hasSize(4);
		assertThat(events.subList(0, 2)).containsExactlyInAnyOrder("injected called", "looked up called");
		assertThat(events.subList(2, 4)).containsExactly("second cleanup, process RUNNING",
				"first cleanup, process RUNNING");
		assertThat(process.state()).isEqualTo(IpcProcess.State.EXITED);
		assertThat(ProcessHandle.of(process.pid())).isEmpty();
		ProcessExit exit = process.exit().join();
		assertThat(exit.code()).isZero();
		assertThat(exit.cause()).isEqualTo(ProcessExit.Cause.STOPPED);
		assertThat(exit.expected()).isTrue();
		assertThat(exit.outputTail()).containsOnlyOnce("Event: keeper closed");
		Awaitility.await()
			.untilAsserted(() -> assertThat(told).containsExactly("worker started", "worker ready", "worker exited 0"));
		assertThat(output).doesNotContainPattern("WARN|ERROR");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

	static class Injected {

		private final Lab lab;

		Injected(Lab lab, Ipc ipc) {
			this.lab = lab;
			IpcProcess process = ipc.process(lab);
			ipc.addCleanup(lab, () -> events.add("first cleanup, process " + state(process)));
			ipc.addCleanup(lab, () -> events.add("second cleanup, process " + state(process)));
		}

		private static String state(IpcProcess process) {
			return ProcessHandle.of(process.pid()).isPresent() ? "RUNNING" : "GONE";
		}

		@PreDestroy
		void call() {
			this.lab.pid();
			events.add("injected called");
		}

	}

	static class LooksUp {

		private final ObjectProvider<Lab> lab;

		LooksUp(ObjectProvider<Lab> lab) {
			this.lab = lab;
		}

		@PreDestroy
		void call() {
			this.lab.getObject().pid();
			events.add("looked up called");
		}

	}

}
