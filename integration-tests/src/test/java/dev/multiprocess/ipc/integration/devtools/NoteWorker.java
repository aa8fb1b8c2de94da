package dev.multiprocess.ipc.integration.devtools;

import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.integration.devtools.NoteInit.Note;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The worker.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableSpawnedProcess
public class NoteWorker {

	public static void main(String[] args) {
		SpringApplication.run(NoteWorker.class, args);
	}

	@Bean
	NoteInit notes() {
		return (text, correction) -> correction.apply(new Note(text, ProcessHandle.current().pid()));
	}

}
