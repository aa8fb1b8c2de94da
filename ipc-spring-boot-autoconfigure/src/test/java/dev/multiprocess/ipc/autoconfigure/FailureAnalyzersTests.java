package dev.multiprocess.ipc.autoconfigure;

import java.util.List;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.SandboxException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.autoconfigure.scanned.UnmarkedInit;
import dev.multiprocess.ipc.autoconfigure.testing.Applications;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads when an application does not start.
 */
@DisplayName("An application that does not start says")
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTests {

	private final RecordingIpc ipc = new RecordingIpc();

	@Test
	@DisplayName("how to run a process by hand that ended early, and its last output")
	void childExitedEarly(CapturedOutput output) {
		ProcessExit exit = new ProcessExit(1, ProcessExit.Cause.EXITED, false, "exited with status 1", "boom\nbang\n");
		this.ipc.failStart("worker", new ProcessStartException("worker", "ended before it served a call",
				List.of("java", "-jar", "worker.jar", "-ipc", "unix:/x"), exit, null));
		run(ImportsEcho.class, "--ipc.process.worker.jar=worker.jar");
		assertThat(output).contains("Process 'worker' ended before it served a call")
			.contains("exit: exited with status 1")
			.contains("    bang")
			.contains("To run it by hand, without a parent:")
			.contains("    java -jar worker.jar" + System.lineSeparator());
	}

	@Test
	@DisplayName("which property gives a slow process more time")
	void startupTimeout() {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer().analyze(new ProcessStartException("worker",
				"did not serve within PT30S", List.of("java", "Worker", "-ipc", "unix:/x"),
				new ProcessExit(137, ProcessExit.Cause.STOPPED, true, "killed", ""), null));
		assertThat(analysis.getDescription()).startsWith("Process 'worker' did not serve within PT30S");
		assertThat(analysis.getAction()).contains("raise ipc.process.worker.startup-timeout")
			.contains("@EnableSpawnedProcess");
	}

	@Test
	@DisplayName("that a process itself told why it failed, however it was ended then")
	void toldReason() {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer().analyze(new ProcessStartException("worker",
				"failed to start: a.B: bang", List.of("java", "Worker", "-ipc", "unix:/x"),
				new ProcessExit(137, ProcessExit.Cause.STOPPED, true, "killed", ""),
				new RemoteCallException("a.B", "bang", "")));
		assertThat(analysis.getDescription()).startsWith("Process 'worker' failed to start: a.B: bang");
		assertThat(analysis.getAction()).startsWith("The program itself told the reason above.")
			.endsWith("    java Worker");
	}

	@Test
	@DisplayName("which properties name a program that cannot be run")
	void programNotFound() {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer().analyze(new ProcessStartException("worker",
				"has no file /no.jar", List.of("java", "-jar", "/no.jar"), null, null));
		assertThat(analysis.getAction()).isEqualTo(
				"It never ran, for the reason above. Check what ipc.process.worker.main-class, ipc.process.worker.jar or ipc.process.worker.command names.");
	}

	@Test
	@DisplayName("what to do for a sandbox that cannot be had, and what that costs else")
	void noSandbox() {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer()
			.analyze(new SandboxException("worker", "cannot be given its sandbox: install the package 'bubblewrap'",
					List.of("java", "Worker"), null, null));
		assertThat(analysis.getDescription())
			.startsWith("Process 'worker' cannot be given its sandbox: install the package 'bubblewrap'");
		assertThat(analysis.getAction()).isEqualTo(
				"Make the sandbox possible, for the reason above. Only if the process may do all that this application may, set ipc.process.worker.sandbox=none.");
	}

	@Test
	@DisplayName("what to do about an interface that is not served")
	void interfaceNotServed() {
		FailureAnalysis analysis = new UnsupportedInterfaceFailureAnalyzer()
			.analyze(new UnsupportedInterfaceException("a.B", List.of("a.C")));
		assertThat(analysis.getDescription()).startsWith("Interface a.B is not served; served are: a.C");
		assertThat(analysis.getAction()).startsWith("Let the worker have a bean of type a.B");
		assertThat(new UnsupportedInterfaceFailureAnalyzer()
			.analyze(new UnsupportedInterfaceException("a.B", List.of("a.B"), List.of("makeOne", "makeTwo")))
			.getAction()).contains("call the method you mean");
	}

	@Test
	@DisplayName("what imports a missing remote interface, ahead of Boot's advice")
	void missingBean(CapturedOutput output) {
		run(NeedsEcho.class, "--ipc.process.worker.jar=worker.jar");
		assertThat(output).contains("Parameter 0 of method needs in")
			.contains("required remote interface " + Echo.class.getName() + ", of which there is no bean.")
			.contains("    @ImportRemoteInterfaces(types = " + Echo.class.getName() + ".class)")
			.doesNotContain("Consider defining a bean");
		assertThat(OrderUtils.getOrder(MissingRemoteInterfaceFailureAnalyzer.class))
			.isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	@DisplayName("that a missing Init lacks its mark, or that all is switched off")
	void missingInit(CapturedOutput output) {
		run(NeedsUnmarked.class);
		assertThat(output).contains("Annotate " + UnmarkedInit.class.getName() + " with @RemoteInterface");
		run(NeedsEcho.class, "--ipc.enabled=false");
		assertThat(output).contains("Remove ipc.enabled=false");
	}

	@Test
	@DisplayName("which lines configure a process where there is none")
	void noProcess(CapturedOutput output) {
		run(ImportsUnbound.class);
		assertThat(output)
			.contains("Interface " + Echo.class.getName()
					+ " is served by another process, but no process is configured.")
			.contains("    ipc.process.worker.main-class=com.example.WorkerApplication")
			.contains("    ipc.process.worker.jar=worker.jar")
			.contains("    ipc.process.worker.command=path/to/program");
	}

	@Test
	@DisplayName("which line configures a process that an annotation names")
	void unknownProcess(CapturedOutput output) {
		this.ipc.forget("worker");
		run(ImportsEcho.class, "--ipc.process.other.jar=other.jar");
		assertThat(output).contains("is to be served by process 'worker', which is not configured.")
			.contains("configured: [other]")
			.contains("    ipc.process.worker.jar=worker.jar");
	}

	@Test
	@DisplayName("how to choose among several processes")
	void severalProcesses(CapturedOutput output) {
		run(ImportsUnbound.class, "--ipc.process.a.jar=a.jar", "--ipc.process.b.jar=b.jar");
		assertThat(output).contains("may be served by any of the processes [a, b].")
			.contains("ipc.interfaces[" + Echo.class.getName() + "].process=a")
			.contains("@ImportRemoteInterfaces(process = \"a\", types = Echo.class)");
	}

	@Test
	@DisplayName("nothing when a property chooses, with or without brackets")
	void boundByProperty() {
		for (String key : List.of("ipc.interfaces[" + Echo.class.getName() + "].process",
				"ipc.interfaces." + Echo.class.getName() + ".process")) {
			Applications.of(this.ipc, ImportsUnbound.class)
				.run("--ipc.process.a.jar=a.jar", "--ipc.process.b.jar=b.jar", "--" + key + "=b")
				.close();
			assertThat(this.ipc.events()).contains("root b Echo").doesNotContain("root a Echo");
		}
	}

	@Test
	@DisplayName("both names where an interface is local and remote")
	void localAndRemote(CapturedOutput output) {
		run(LocalAndRemote.class, "--ipc.process.worker.jar=worker.jar");
		assertThat(output)
			.contains("is served by another process as bean 'worker#" + Echo.class.getName()
					+ "', and implemented in this one by bean 'localEcho'")
			.contains("@Primary or @Fallback");
	}

	@Test
	@DisplayName("nothing when the local one is a fallback")
	void localFallback() {
		Applications.of(this.ipc, LocalFallback.class).run("--ipc.process.worker.jar=worker.jar").close();
		assertThat(this.ipc.events()).contains("root worker Echo");
	}

	private void run(Class<?> source, String... args) {
		assertThatException().isThrownBy(() -> Applications.of(this.ipc, source).run(args));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@ImportRemoteInterfaces(process = "worker", types = Echo.class)
	static class ImportsEcho {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@ImportRemoteInterfaces(types = Echo.class)
	static class ImportsUnbound {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ImportsEcho.class)
	static class LocalAndRemote {

		@Bean
		Echo localEcho() {
			return (text) -> text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ImportsEcho.class)
	static class LocalFallback {

		@Bean
		@Fallback
		Echo localEcho() {
			return (text) -> text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Auto.class)
	static class NeedsEcho {

		@Bean
		String needs(Echo echo) {
			return echo.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Auto.class)
	static class NeedsUnmarked {

		@Bean
		String needs(UnmarkedInit init) {
			return init.toString();
		}

	}

	@ImportAutoConfiguration(IpcAutoConfiguration.class)
	@Configuration(proxyBeanMethods = false)
	static class Auto {

	}

}
