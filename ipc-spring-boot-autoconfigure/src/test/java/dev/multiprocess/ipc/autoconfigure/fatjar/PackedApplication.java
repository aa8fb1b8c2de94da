package dev.multiprocess.ipc.autoconfigure.fatjar;

import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A parent whose jar holds its worker.
 */
@SpringBootApplication
public class PackedApplication {

	public static void main(String[] args) {
		SpringApplication.run(PackedApplication.class, args).close();
	}

	@Bean
	ApplicationRunner caller(PackedInit init) {
		return (args) -> LoggerFactory.getLogger(PackedApplication.class)
			.info("Parent {} called worker {}", ProcessHandle.current().pid(), init.pid());
	}

}
