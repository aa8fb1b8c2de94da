package dev.multiprocess.ipc;

import java.io.File;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users read: who is to blame, and what to do.
 */
@DisplayName("The message of")
class MessageTests {

	@Test
	@DisplayName("S15: a type that may not cross names the way to allow it, if there is one")
	void typeNotAllowed() {
		assertThat(new TypeNotAllowedException("a.B", "Echo.echo(arg 0)[]", "declare it", true)).hasMessage(
				"Type a.B may not cross between processes, met at Echo.echo(arg 0)[]: declare it; or allow it with Ipc.Builder.allowType in both programs");
		assertThat(new TypeNotAllowedException("a.B", "Echo.echo(arg 0)[]", "pass a name"))
			.hasMessage("Type a.B may not cross between processes, met at Echo.echo(arg 0)[]: pass a name")
			.extracting(TypeNotAllowedException::allowable)
			.isEqualTo(false);
	}

	@Test
	@DisplayName("S38: a message that is too large names what sets the limit")
	void messageTooLarge() {
		assertThat(new MessageTooLargeException("Echo.echo(arg 0)", "bytes", 3000, 2000)).hasMessage(
				"Echo.echo(arg 0) takes 3000 bytes or more, allowed are 2000; send less at once, or raise Ipc.Builder.maxMessageSize in both programs");
		assertThat(new MessageTooLargeException("Echo.echo(arg 0)", "levels", 65, 64)).hasMessage(
				"Echo.echo(arg 0) takes 65 levels or more, allowed are 64; values must be trees, is there a cycle? If not, raise Ipc.Builder.maxDepth in both programs");
	}

	@Test
	@DisplayName("S34: an interface that differs names both processes and what each has")
	void incompatibleInterface() {
		assertThat(new IncompatibleInterfaceException("Echo.echo", "(int) int", "worker[4711]", "(long) long"))
			.hasMessage("Echo.echo differs between the two programs: this process (" + ProcessHandle.current().pid()
					+ ") has (int) int, process worker[4711] has (long) long; run both with the same version of the interface");
	}

	@Test
	@DisplayName("an interface that is not served lists what is")
	void unsupportedInterface() {
		assertThat(new UnsupportedInterfaceException("a.B", List.of("a.C", "a.D"))).hasMessage(
				"Interface a.B is not served; served are: a.C, a.D; give the process an object of that type to serve");
		assertThat(new UnsupportedInterfaceException("a.B", List.of())).hasMessageContaining("served are: none");
	}

	@Test
	@DisplayName("S26: a start that failed shows the command, but not all of a long class path")
	void processStart() {
		String jar = "/home/me/.m2/repository/some/library.jar";
		String classPath = String.join(File.pathSeparator, java.util.Collections.nCopies(300, jar));
		ProcessStartException failure = new ProcessStartException("worker", "ended before it served",
				List.of("java", "-Xmx1g", "-cp", classPath, "a.B", "-ipc", "unix:/x"),
				new ProcessExit(1, ProcessExit.Cause.EXITED, false, "exited with code 1", "boom\n"), null);
		assertThat(failure.getMessage())
			.startsWith(
					"Process 'worker' ended before it served\n  command: java -Xmx1g -cp " + jar + File.pathSeparator)
			.contains(File.pathSeparator
					+ "…(300 entries) a.B -ipc unix:/x\n  exit: exited with code 1\n  last output:\n    boom")
			.hasSizeLessThan(500);
		assertThat(failure.command()).contains(classPath);
		assertThat(failure.commandLine()).startsWith("java -Xmx1g -cp ").endsWith("…(300 entries) a.B");
	}

	@Test
	@DisplayName("a short class path is shown as it is")
	void shortClassPath() {
		assertThat(new ProcessStartException("worker", "ended", List.of("java", "-cp", "a.jar", "a.B"), null, null))
			.hasMessage("Process 'worker' ended\n  command: java -cp a.jar a.B");
	}

}
