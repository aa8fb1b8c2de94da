package dev.multiprocess.ipc.autoconfigure.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.autoconfigure.IpcBuilderCustomizer;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker;

import org.awaitility.Awaitility;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs parents of the worker that most tests share.
 */
final class Parents {

	private Parents() {
	}

	/** Prepares a parent of a process called 'worker'. */
	static SpringApplicationBuilder of(Class<?>... sources) {
		return new SpringApplicationBuilder(Base.class).sources(sources)
			.properties("spring.main.banner-mode=off", "ipc.process.default.main-class=" + LabWorker.class.getName(),
					"ipc.process.worker.startup-timeout=60s",
					"ipc.process.default.jvm-arguments=-XX:TieredStopAtLevel=1");
	}

	/** What all parents have. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Recorder.class)
	static class Base {

		@Bean
		IpcBuilderCustomizer recording(Recorder recorder) {
			return (builder) -> builder.listener(recorder);
		}

	}

	/** Writes down what happens to processes. */
	static final class Recorder implements IpcListener {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<ProcessExit> exits = new CopyOnWriteArrayList<>();

		List<String> events() {
			return this.events;
		}

		/** Waits until an event is told; that is soon after it happened. */
		void await(String event) {
			Awaitility.await().untilAsserted(() -> assertThat(this.events).contains(event));
		}

		List<ProcessExit> exits() {
			return this.exits;
		}

		/** Begins anew. */
		void forget() {
			this.events.clear();
		}

		@Override
		public void processStarted(IpcProcess process) {
			this.events.add(process.name() + " started");
		}

		@Override
		public void processReady(IpcProcess process) {
			this.events.add(process.name() + " ready");
		}

		@Override
		public void processRestarted(IpcProcess process) {
			this.events.add(process.name() + " restarted");
		}

		@Override
		public void processExited(IpcProcess process, ProcessExit exit) {
			this.exits.add(exit);
			this.events.add(process.name() + " exited " + exit.code());
		}

		@Override
		public void standbyActivated(IpcProcess process) {
			this.events.add(process.name() + " stands in");
		}

	}

}
