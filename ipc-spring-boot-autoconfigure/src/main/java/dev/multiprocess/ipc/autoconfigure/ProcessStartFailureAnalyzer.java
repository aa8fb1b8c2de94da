package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessStartException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells why a process did not come up: it could not be run, ended early, or took too
 * long.
 */
final class ProcessStartFailureAnalyzer extends AbstractFailureAnalyzer<ProcessStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProcessStartException cause) {
		return new FailureAnalysis(cause.getMessage(), action(cause), cause);
	}

	private static String action(ProcessStartException failure) {
		String prefix = "ipc.process." + failure.processName();
		if (failure.exit().isEmpty()) {
			return "It never ran, for the reason above. Check what %s.main-class, %1$s.jar or %1$s.command names."
				.formatted(prefix);
		}
		boolean endedByItself = failure.exit().map((exit) -> !exit.expected() && exited(exit)).orElse(false);
		if (endedByItself) {
			return "See its last output above for the reason. To run it by hand, without a parent:%n%n    %s"
				.formatted(byHand(failure));
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

	private static String byHand(ProcessStartException failure) {
		int parent = failure.command().indexOf("-ipc");
		return String.join(" ", (parent < 0) ? failure.command() : failure.command().subList(0, parent));
	}

}
