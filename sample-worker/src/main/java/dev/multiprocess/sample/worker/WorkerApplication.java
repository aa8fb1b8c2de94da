package dev.multiprocess.sample.worker;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Serves the beans of this package to the application that started it.
 */
@SpringBootApplication
@EnableSpawnedProcess
public class WorkerApplication {

	/**
	 * Runs until the application that started this process goes away.
	 * @param args what the application passed on
	 */
	public static void main(String[] args) {
		SpringApplication.run(WorkerApplication.class, args);
	}

}
