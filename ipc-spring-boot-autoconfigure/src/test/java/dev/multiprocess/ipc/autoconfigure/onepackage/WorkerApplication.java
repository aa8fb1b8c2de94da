package dev.multiprocess.ipc.autoconfigure.onepackage;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A worker beside its parent. */
@SpringBootApplication
@EnableSpawnedProcess
public class WorkerApplication {

	public static void main(String[] args) {
		SpringApplication.run(WorkerApplication.class, args);
	}

	@Bean
	Echo workerEcho() {
		return (text) -> "worker:" + text;
	}

	@Configuration(proxyBeanMethods = false)
	public static class Nested {

		@Bean
		String nestedInWorker() {
			return "nested";
		}

	}

}
