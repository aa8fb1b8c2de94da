package dev.multiprocess.ipc.autoconfigure.fatjar;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A worker in its parent's jar and package.
 */
@SpringBootApplication
@EnableSpawnedProcess
public class PackedWorker {

	public static void main(String[] args) {
		SpringApplication.run(PackedWorker.class, args);
	}

	@Bean
	PackedInit packedInit() {
		return () -> ProcessHandle.current().pid();
	}

}
