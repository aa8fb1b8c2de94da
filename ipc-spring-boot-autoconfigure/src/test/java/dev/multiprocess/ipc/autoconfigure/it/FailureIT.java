package dev.multiprocess.ipc.autoconfigure.it;

import java.nio.file.Path;

import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.lab.ChildWorker;
import dev.multiprocess.ipc.autoconfigure.it.lab.Home;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker;
import dev.multiprocess.ipc.autoconfigure.it.lab.SelfStarter;
import dev.multiprocess.ipc.autoconfigure.it.lab.Unserved;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a stranger reads when parent and worker do not come together.
 */
@DisplayName("An application fails to start with a report")
@ExtendWith({ NothingLeft.class, OutputCaptureExtension.class })
class FailureIT {

	private static final String REPORT = "APPLICATION FAILED TO START";

	@TempDir
	private Path folder;

	@Test
	@DisplayName("of what a runner of the worker threw, and how to run the worker by hand (S26)")
	void failingRunner(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> Parents.of(One.class)
				.run("--ipc.process.worker.properties.lab.fails-without=" + this.folder.resolve("nothing")))
			.havingRootCause()
			.isInstanceOf(RemoteCallException.class)
			.withMessage("java.lang.IllegalStateException: the runner is broken");
		assertThat(report(output)).contains(
				"Process 'worker' failed to start: java.lang.IllegalStateException: the runner is broken\n",
				"exited with code 1", "To run it by hand, without a parent:", LabWorker.class.getName() + "\n");
	}

	@Test
	@DisplayName("of a bean of the worker that could not be made, although the worker writes no logs (S26)")
	void failingBean(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> Parents.of(One.class)
				.run("--ipc.process.worker.properties.lab.bean-fails=true",
						"--ipc.process.worker.properties.logging.threshold.console=off"))
			.havingRootCause()
			.isInstanceOf(RemoteCallException.class)
			.withMessage("java.lang.IllegalStateException: the bean is broken");
		assertThat(report(output))
			.contains("Process 'worker' failed to start: org.springframework.beans.factory.BeanCreationException: ",
					"bean with name 'early'", "caused by: java.lang.IllegalStateException: the bean is broken",
					"exited with code 1", "The program itself told the reason above.")
			.doesNotContain("last output");
	}

	@Test
	@DisplayName("of a bean of the worker that failed after it called the parent (S26)")
	void failingBeanAfterCall(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Parents.of(One.class, Hosts.class)
			.run("--ipc.process.worker.properties.lab.bean-fails=true",
					"--ipc.process.worker.properties.lab.calls-home=true", "--ipc.expose=" + Home.class.getName()));
		assertThat(report(output)).contains("caused by: java.lang.IllegalStateException: the bean is broken",
				"exited with code 1");
		assertThat(output).contains("Event: home is " + ProcessHandle.current().pid());
	}

	@Test
	@DisplayName("of what a listener threw that hears the worker is ready (S26)")
	void failingListener() {
		assertThatException()
			.isThrownBy(() -> Parents.of(One.class).run("--ipc.process.worker.properties.lab.listener-fails=true"))
			.havingRootCause()
			.isInstanceOf(RemoteCallException.class)
			.withMessage("java.lang.IllegalStateException: the listener is broken");
	}

	@Test
	@DisplayName("of a bean of the worker whose context has another one above it (S26)")
	void failingChildContext() {
		assertThatException()
			.isThrownBy(
					() -> Parents.of(One.class).run("--ipc.process.worker.main-class=" + ChildWorker.class.getName()))
			.havingRootCause()
			.isInstanceOf(RemoteCallException.class)
			.withMessage("java.lang.IllegalStateException: the child is broken");
	}

	@Test
	@DisplayName("not of another application that the worker ran beside itself, and whose failure it saw to (S26)")
	void anotherApplication() {
		try (ConfigurableApplicationContext context = Parents.of(One.class)
			.run("--ipc.process.worker.properties.lab.runs-another=true")) {
			assertThat(context.getBean(Lab.class).events()).containsExactly("another one failed", "runner done");
		}
	}

	@Test
	@DisplayName("of a worker without its annotation, which would start itself again and again (S26)")
	void startsItself(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> Parents.of(One.class).run("--ipc.process.worker.main-class=" + SelfStarter.class.getName()));
		assertThat(report(output)).contains(
				SelfStarter.class.getName() + " was started as a process of another program but is no worker",
				"Annotate it with @EnableSpawnedProcess");
	}

	@Test
	@DisplayName("of a class that does not exist (S26)")
	void missingMainClass(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> Parents.of(One.class).run("--ipc.process.worker.main-class=com.example.Missing"));
		assertThat(report(output)).contains("Could not find or load main class com.example.Missing");
	}

	@Test
	@DisplayName("of a jar that does not exist, by the absolute path tried (S26)")
	void missingJar(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Parents.of(One.class).run("--ipc.process.worker.jar=missing.jar"));
		assertThat(report(output)).contains(Path.of("missing.jar").toAbsolutePath().toString(),
				"Check what ipc.process.worker.main-class, ipc.process.worker.jar or");
	}

	@Test
	@DisplayName("of a worker that takes too long, and the property to raise (S26)")
	void startupTimeout(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Parents.of(One.class)
			.run("--ipc.process.worker.startup-timeout=4s",
					"--ipc.process.worker.properties.lab.waits-for=" + this.folder.resolve("nothing")));
		assertThat(report(output)).contains("did not serve within 4000 ms", "raise ipc.process.worker.startup-timeout");
	}

	@Test
	@DisplayName("of an interface that the worker does not serve, and those it does")
	void unservedInterface(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Parents.of(CallsUnserved.class).run());
		assertThat(report(output)).contains("Interface " + Unserved.class.getName() + " is not served",
				Lab.class.getName(), "Let the worker have a bean of type " + Unserved.class.getName());
	}

	@Test
	@DisplayName("of a value that may not cross, and the property that lets it (S15)")
	void unregisteredType(CapturedOutput output) {
		assertThatException().isThrownBy(() -> Parents.of(SendsUnregistered.class).run());
		assertThat(report(output)).contains("A value of type " + Unregistered.class.getName() + " may not cross",
				"ipc.serialization.allowed-types=" + Unregistered.class.getName());
	}

	@Test
	@DisplayName("of a property that no worker would read as it is")
	void unreadableProperty(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> Parents.of(One.class).run("--ipc.process.worker.properties.some.key=two\nlines"));
		assertThat(report(output)).contains("ipc.process.worker.properties.some.key", "ipc.process.worker.environment");
	}

	@Test
	@DisplayName("of a worker that is run by hand, and what to do instead")
	void runByHand() throws Exception {
		JavaProgram worker = JavaProgram.run(this.folder, "-cp", System.getProperty("java.class.path"),
				LabWorker.class.getName());
		assertThat(worker.status()).isEqualTo(1);
		assertThat(worker.output()).contains(REPORT,
				"Worker " + LabWorker.class.getName() + " was started without a parent, so there is nobody to serve.",
				"Start it through the application that uses it");
	}

	private static String report(CapturedOutput output) {
		String all = output.toString();
		assertThat(all).contains(REPORT);
		return all.substring(all.lastIndexOf(REPORT));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class One {

	}

	@Configuration(proxyBeanMethods = false)
	static class Hosts {

		@Bean
		Home home() {
			return () -> ProcessHandle.current().pid();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Unserved.class)
	static class CallsUnserved {

		@Bean
		ApplicationRunner caller(Unserved unserved) {
			return (args) -> unserved.touch();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class SendsUnregistered {

		@Bean
		ApplicationRunner caller(Lab lab) {
			return (args) -> lab.take(new Unregistered("value"));
		}

	}

	record Unregistered(String text) {
	}

}
