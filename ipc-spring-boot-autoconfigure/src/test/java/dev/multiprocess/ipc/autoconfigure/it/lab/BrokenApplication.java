package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that a worker runs beside itself, in vain. It would be a worker itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpawnedProcess
class BrokenApplication {

	@Bean
	InitializingBean broken() {
		return () -> {
			throw new IllegalStateException("broken");
		};
	}

}
