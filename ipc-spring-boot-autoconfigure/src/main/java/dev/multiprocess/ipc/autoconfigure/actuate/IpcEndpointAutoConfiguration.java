package dev.multiprocess.ipc.autoconfigure.actuate;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@link IpcEndpoint}, and of what the endpoint of information
 * tells of processes.
 */
@AutoConfiguration(after = IpcAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(ProcessHistory.class)
public final class IpcEndpointAutoConfiguration {

	IpcEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	IpcEndpoint ipcEndpoint(Ipc ipc, ProcessHistory history, ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		return new IpcEndpoint(ipc, history, sanitizingFunctions.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledInfoContributor(value = "ipc", fallback = InfoContributorFallback.DISABLE)
	ProcessInfoContributor ipcInfoContributor(ProcessHistory history) {
		return new ProcessInfoContributor(history);
	}

}
