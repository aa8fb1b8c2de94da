package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.UnsupportedInterfaceException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells what to do about an interface that a process does not serve.
 */
final class UnsupportedInterfaceFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedInterfaceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedInterfaceException cause) {
		String action = cause.served().contains(cause.interfaceName())
				? "Inject the Init of that process instead, and call the method you mean."
				: "Let the worker have a bean of type %s, and list it if its @EnableSpawnedProcess has exposes; or import an interface that is served."
					.formatted(cause.interfaceName());
		return new FailureAnalysis(cause.getMessage(), action, cause);
	}

}
