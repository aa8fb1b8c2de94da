package dev.multiprocess.ipc.autoconfigure.observation;

import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.ProcessHistory;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of metrics of processes.
 */
@AutoConfiguration(after = IpcAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(ProcessHistory.class)
public final class IpcMetricsAutoConfiguration {

	IpcMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ProcessMetrics ipcProcessMetrics(ProcessHistory history) {
		return new ProcessMetrics(history);
	}

}
