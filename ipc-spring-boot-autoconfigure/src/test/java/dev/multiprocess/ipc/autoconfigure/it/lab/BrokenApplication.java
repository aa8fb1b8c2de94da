package dev.multiprocess.ipc.autoconfigure.it.lab;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that a worker runs beside itself, in vain.
 */
@Configuration(proxyBeanMethods = false)
class BrokenApplication {

	@Bean
	InitializingBean broken() {
		return () -> {
			throw new IllegalStateException("broken");
		};
	}

}
