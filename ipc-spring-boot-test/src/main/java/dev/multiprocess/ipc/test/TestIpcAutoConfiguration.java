package dev.multiprocess.ipc.test;

import dev.multiprocess.ipc.autoconfigure.InProcessWorkers;
import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of workers that run in the JVM of a test.
 */
@AutoConfiguration(before = IpcAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ipc.test.spawn", havingValue = false)
public final class TestIpcAutoConfiguration {

	TestIpcAutoConfiguration() {
	}

	@Bean
	InProcessWorkers ipcInProcessWorkers(ConfigurableListableBeanFactory beanFactory) {
		return new InProcessWorkers(beanFactory);
	}

}
