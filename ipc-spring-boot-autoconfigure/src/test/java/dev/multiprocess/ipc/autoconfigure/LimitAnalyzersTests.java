package dev.multiprocess.ipc.autoconfigure;

import java.util.List;

import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads who needs another property than the core knows of.
 */
@DisplayName("S15, S38: an application that does not start says")
class LimitAnalyzersTests {

	@Test
	@DisplayName("which property lets a type cross")
	void typeNotAllowed() {
		FailureAnalysis analysis = new TypeNotAllowedFailureAnalyzer().analyze(
				new IllegalStateException(new TypeNotAllowedException("a.B", "Echo.echo(arg 0)", "do this", true)));
		assertThat(analysis.getDescription())
			.isEqualTo("A value of type a.B may not cross between processes; it was met at Echo.echo(arg 0).");
		assertThat(analysis.getAction()).startsWith("Do this.\n").contains("ipc.serialization.allowed-types=a.B");
	}

	@Test
	@DisplayName("nothing of a property if none would help")
	void typeNeverAllowed() {
		FailureAnalysis analysis = new TypeNotAllowedFailureAnalyzer()
			.analyze(new TypeNotAllowedException("java.lang.Thread", "Echo.echo(arg 0)", "do this"));
		assertThat(analysis.getAction()).isEqualTo("Do this.");
	}

	@Test
	@DisplayName("which property allows larger messages")
	void messageTooLarge() {
		FailureAnalysis analysis = new MessageTooLargeFailureAnalyzer()
			.analyze(new MessageTooLargeException("Echo.echo(arg 0)", "bytes", 3000, 2000));
		assertThat(analysis.getDescription()).startsWith("Echo.echo(arg 0) takes 3000 bytes or more");
		assertThat(analysis.getAction()).endsWith("    ipc.serialization.max-message-size=4000B");
	}

	@Test
	@DisplayName("which property allows deeper values")
	void valueTooDeep() {
		FailureAnalysis analysis = new MessageTooLargeFailureAnalyzer()
			.analyze(new MessageTooLargeException("Echo.echo(arg 0)", "levels", 65, 64));
		assertThat(analysis.getAction()).startsWith("If there is no cycle")
			.endsWith("    ipc.serialization.max-depth=128");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Error: Could not find or load main class a.B", "Error: Unable to access jarfile a.jar",
			"no main manifest attribute, in a.jar" })
	@DisplayName("which properties name the program that Java did not find")
	void noMainClass(String output) {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer().analyze(new ProcessStartException("worker",
				"ended before it served", List.of("java", "-cp", "x", "a.B", "-ipc", "unix:/x"),
				new ProcessExit(1, ProcessExit.Cause.EXITED, false, "exited with code 1", output), null));
		assertThat(analysis.getAction()).isEqualTo(
				"Java found no such program. Check ipc.process.worker.main-class and ipc.process.worker.class-path, or ipc.process.worker.jar.");
	}

	@Test
	@DisplayName("how to run a process by hand without all of its class path")
	void longClassPath() {
		FailureAnalysis analysis = new ProcessStartFailureAnalyzer().analyze(new ProcessStartException("worker",
				"ended before it served", List.of("java", "-cp", "lib/some.jar:".repeat(100), "a.B", "-ipc", "unix:/x"),
				new ProcessExit(1, ProcessExit.Cause.EXITED, false, "exited with code 1", ""), null));
		assertThat(analysis.getAction()).endsWith("…(101 entries) a.B").hasSizeLessThan(400);
	}

}
