package dev.multiprocess.ipc.autoconfigure.actuate;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import dev.multiprocess.ipc.autoconfigure.ProcessReport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of processes: one entry each below {@code ipc}.
 */
@AutoConfiguration(after = IpcAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ProcessHistory.class)
@ConditionalOnEnabledHealthIndicator("ipc")
public final class IpcHealthAutoConfiguration {

	IpcHealthAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "ipcHealthIndicator", "ipcHealthContributor" })
	HealthContributor ipcHealthContributor(ProcessHistory history) {
		Map<String, HealthIndicator> indicators = history.reports()
			.stream()
			.map(ProcessReport::name)
			.collect(Collectors.toMap(Function.identity(), (name) -> new ProcessHealthIndicator(name, history)));
		return CompositeHealthContributor.fromMap(indicators);
	}

}
