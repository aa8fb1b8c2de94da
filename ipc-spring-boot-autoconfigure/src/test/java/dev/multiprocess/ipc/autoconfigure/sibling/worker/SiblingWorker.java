package dev.multiprocess.ipc.autoconfigure.sibling.worker;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.autoconfigure.sibling.api.SiblingInit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A worker whose interfaces live in a sibling package. */
@SpringBootApplication
@EnableSpawnedProcess
public class SiblingWorker {

	public static void main(String[] args) {
		SpringApplication.run(SiblingWorker.class, args);
	}

	@Bean
	SiblingInit siblingInit() {
		return () -> "beside";
	}

}
