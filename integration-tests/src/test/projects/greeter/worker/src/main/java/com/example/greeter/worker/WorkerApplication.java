package com.example.greeter.worker;

import com.example.greeter.api.GreeterInit;
import com.example.greeter.api.Greeting;
import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@EnableSpawnedProcess
public class WorkerApplication {

	public static void main(String[] args) {
		SpringApplication.run(WorkerApplication.class, args);
	}

	@Bean
	GreeterInit greeter() {
		return (name) -> new Greeting("Hello " + name, ProcessHandle.current().pid());
	}

}
