package dev.multiprocess.ipc.autoconfigure.above.worker;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A worker whose package lies below its parent's. */
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

}
