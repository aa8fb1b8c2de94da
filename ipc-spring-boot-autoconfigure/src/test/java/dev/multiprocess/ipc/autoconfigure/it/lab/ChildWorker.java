package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A worker whose context has another one above it, and that fails in its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableSpawnedProcess
public class ChildWorker {

	public static void main(String[] args) {
		new SpringApplicationBuilder(Above.class).child(ChildWorker.class).run(args);
	}

	@Bean
	InitializingBean broken() {
		return () -> {
			throw new IllegalStateException("the child is broken");
		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Above {

	}

}
