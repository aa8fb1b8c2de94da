package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program that ran by itself, started by hand.
 *
 * @param pid its process id
 * @param status its exit status
 * @param output what it wrote
 */
record JavaProgram(long pid, int status, String output) {

	/** Runs a program with this program's Java until it ends. */
	static JavaProgram run(Path folder, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return new JavaProgram(process.pid(), process.exitValue(), output);
	}

}
