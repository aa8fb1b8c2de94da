package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Tells how a remote interface becomes a bean where one is missing. Ahead of Boot's own
 * analyzer, which would advise to define a bean.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingRemoteInterfaceFailureAnalyzer
		extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final Environment environment;

	MissingRemoteInterfaceFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (type == null || cause.getNumberOfBeansFound() != 0 || !type.isInterface()
				|| !(Init.class.isAssignableFrom(type) || type.isAnnotationPresent(RemoteInterface.class))) {
			return null;
		}
		return new FailureAnalysis("%s required remote interface %s, of which there is no bean."
			.formatted((description != null) ? description : "A component", type.getName()), action(type), cause);
	}

	private String action(Class<?> type) {
		if (!this.environment.getProperty("ipc.enabled", Boolean.class, true)) {
			return "Remove ipc.enabled=false, or define a bean of that type.";
		}
		if (!type.isAnnotationPresent(RemoteInterface.class)) {
			return "Annotate %s with @RemoteInterface; what extends Init is not remote without it."
				.formatted(type.getName());
		}
		return "If another process serves it, add to a configuration class:%n%n    @ImportRemoteInterfaces(types = %s.class)%n%nIf this process does, define a bean of that type."
			.formatted(type.getCanonicalName());
	}

}
