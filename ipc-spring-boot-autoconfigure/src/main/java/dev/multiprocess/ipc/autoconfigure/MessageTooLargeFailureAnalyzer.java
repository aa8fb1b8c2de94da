package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.MessageTooLargeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells which property lets more cross at once.
 */
final class MessageTooLargeFailureAnalyzer extends AbstractFailureAnalyzer<MessageTooLargeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MessageTooLargeException cause) {
		boolean depth = cause.unit().equals("levels");
		String property = depth ? "max-depth" : "max-message-size";
		return new FailureAnalysis(cause.getMessage(),
				"%s, add to the properties of this application and to those of the process a larger%n%n    ipc.serialization.%s=%d%s"
					.formatted(depth ? "If there is no cycle" : "If that much shall cross at once", property,
							2 * cause.limit(), depth ? "" : "B"),
				cause);
	}

}
