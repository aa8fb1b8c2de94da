package dev.multiprocess.ipc.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports what {@link IpcConfigurationException} says.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IpcConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<IpcConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, IpcConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
