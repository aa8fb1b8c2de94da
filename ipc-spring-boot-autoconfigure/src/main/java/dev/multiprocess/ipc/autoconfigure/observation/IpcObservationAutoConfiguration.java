package dev.multiprocess.ipc.autoconfigure.observation;

import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.IpcBuilderCustomizer;
import dev.multiprocess.ipc.autoconfigure.observation.ObservingInterceptor.Setup;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of observations of calls.
 */
@AutoConfiguration(before = IpcAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = { "ipc.enabled", "ipc.observation.enabled" }, matchIfMissing = true)
public final class IpcObservationAutoConfiguration {

	IpcObservationAutoConfiguration() {
	}

	// Around all else, so that it is observed as well.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	IpcBuilderCustomizer ipcObservationCustomizer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<IpcClientObservationConvention> client,
			ObjectProvider<IpcServerObservationConvention> server) {
		return (builder) -> builder.interceptor(new ObservingInterceptor(
				() -> new Setup(registry.getObject(), client.getIfAvailable(), server.getIfAvailable())));
	}

}
