package dev.multiprocess.ipc.autoconfigure;

import java.util.List;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.SandboxException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells why a process did not come up: it could not be run, ended early, or took too
 * long.
 */
final class ProcessStartFailureAnalyzer extends AbstractFailureAnalyzer<ProcessStartException> {

	/** What the launcher of Java says. */
	private static final List<String> NO_PROGRAM = List.of("Could not find or load main class",
			"Unable to access jarfile", "no main manifest attribute");

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProcessStartException cause) {
		return new FailureAnalysis(cause.getMessage(), action(cause), cause);
	}

	private static String action(ProcessStartException failure) {
		String prefix = "ipc.process." + failure.processName();
		if (failure instanceof SandboxException) {
			return "Make the sandbox possible, for the reason above. Only if the process may do all that this application may, set %s.sandbox=none."
				.formatted(prefix);
		}
		if (failure.exit().isEmpty()) {
			return "It never ran, for the reason above. Check what %s.main-class, %1$s.jar or %1$s.command names."
				.formatted(prefix);
		}
		if (failure.getCause() instanceof RemoteCallException) {
			return "The program itself told the reason above. To run it by hand, without a parent:%n%n    %s"
				.formatted(failure.commandLine());
		}
		boolean endedByItself = failure.exit().map((exit) -> !exit.expected() && exited(exit)).orElse(false);
		if (endedByItself && NO_PROGRAM.stream().anyMatch(failure.outputTail()::contains)) {
			return "Java found no such program. Check %s.main-class and %1$s.class-path, or %1$s.jar."
				.formatted(prefix);
		}
		if (endedByItself) {
			return "See its last output above for the reason. To run it by hand, without a parent:%n%n    %s"
				.formatted(failure.commandLine());
		}
		return "If it only needs longer, raise %s.startup-timeout. Otherwise see its output, logged as '%1$s', for what it waits for, or check that it serves a parent at all: a Spring Boot application by @EnableSpawnedProcess, any other by Ipc.startSpawnedProcess."
			.formatted(prefix);
	}

	private static boolean exited(ProcessExit exit) {
		return switch (exit.cause()) {
			case EXITED, SIGNAL, OUT_OF_MEMORY -> true;
			case STOPPED, HUNG, VIOLATION -> false;
		};
	}

}
