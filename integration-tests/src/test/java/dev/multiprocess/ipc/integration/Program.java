package dev.multiprocess.ipc.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program that was started as from a terminal. Closing kills what is left of it.
 */
final class Program implements AutoCloseable {

	private final Process process;

	private final BufferedReader reader;

	private final StringBuilder output = new StringBuilder();

	private Program(Process process) {
		this.process = process;
		this.reader = process.inputReader(StandardCharsets.UTF_8);
	}

	/** Starts a program with the Java that runs this test. */
	static Program java(Path folder, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add(Build.FAST);
		command.addAll(List.of(arguments));
		return start(folder, Map.of(), command);
	}

	static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().putAll(environment);
		Process process = builder.start();
		process.getOutputStream().close();
		return new Program(process);
	}

	long pid() {
		return this.process.pid();
	}

	/** Asks the program to end, as a service manager does. */
	void terminate() {
		// Unlike the process itself, its handle leaves what it still writes to be read.
		this.process.toHandle().destroy();
	}

	/** Reads until a line is as expected, and returns it. */
	String readUntil(Predicate<String> expected) throws IOException {
		for (String line = this.reader.readLine(); line != null; line = this.reader.readLine()) {
			this.output.append(line).append('\n');
			if (expected.test(line)) {
				return line;
			}
		}
		throw new AssertionError("The program ended early:\n" + this.output);
	}

	/** Returns all that it wrote. */
	String readUntilItEnds() throws IOException {
		this.reader.lines().forEach((line) -> this.output.append(line).append('\n'));
		return this.output.toString();
	}

	/** Returns its exit status, once it has ended. */
	int status() throws InterruptedException {
		assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		try (Stream<ProcessHandle> descendants = this.process.descendants()) {
			descendants.forEach(ProcessHandle::destroyForcibly);
		}
		this.process.destroyForcibly();
	}

}
