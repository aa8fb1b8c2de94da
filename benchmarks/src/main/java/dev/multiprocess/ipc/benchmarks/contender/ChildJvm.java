package dev.multiprocess.ipc.benchmarks.contender;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with this program's class path that lives no longer than this one.
 *
 * <p>
 * Its standard input stays open until it is to end. Not for use by several threads.
 */
public final class ChildJvm implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	/**
	 * Starts a JVM.
	 * @param main the class to run, which calls {@link #endWithParent()} first
	 * @param arguments its arguments
	 * @throws IOException if it cannot be started
	 */
	public ChildJvm(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(java(), "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
		this.output = this.process.inputReader();
	}

	/** Returns the path of the program that runs this JVM. */
	public static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	/**
	 * Ends this JVM when the one that started it is gone or says so.
	 */
	public static void endWithParent() {
		Thread watch = new Thread(ChildJvm::awaitParentEnd, "parent-watch");
		watch.setDaemon(true);
		watch.start();
	}

	private static void awaitParentEnd() {
		try {
			while (System.in.read() >= 0) {
				// Nothing is ever sent.
			}
		}
		catch (IOException ignored) {
			// The parent is as gone as at the end of the stream.
		}
		Runtime.getRuntime().halt(0);
	}

	/** Returns the id of the process. */
	public long pid() {
		return this.process.pid();
	}

	/** Returns whether it runs. */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Waits for what it prints next.
	 * @return the line
	 * @throws IOException if it ended instead
	 */
	public String readLine() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new EOFException("A child process ended, with status " + this.process.onExit().join().exitValue());
		}
		return line;
	}

	/**
	 * Ends it and waits until it is gone.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
