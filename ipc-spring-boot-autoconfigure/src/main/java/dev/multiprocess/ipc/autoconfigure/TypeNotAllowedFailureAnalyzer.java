package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.TypeNotAllowedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/**
 * Tells which property lets a type cross.
 */
final class TypeNotAllowedFailureAnalyzer extends AbstractFailureAnalyzer<TypeNotAllowedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TypeNotAllowedException cause) {
		return new FailureAnalysis(
				"A value of type %s may not cross between processes; it was met at %s.".formatted(cause.type(),
						cause.path()),
				StringUtils.capitalize(cause.remedy()) + "." + (cause.allowable() ? allowing(cause.type()) : ""),
				cause);
	}

	private static String allowing(String type) {
		return "%n%nTo allow it without naming it in a signature, add to the properties of this application and to those of the process:%n%n    ipc.serialization.allowed-types=%s"
			.formatted(type);
	}

}
