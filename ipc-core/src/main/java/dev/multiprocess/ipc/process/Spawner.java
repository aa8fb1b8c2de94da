package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes. For use by any thread.
 */
public final class Spawner {

	/**
	 * All processes are started by one platform thread that never ends, since the
	 * parent-death signal of sandbox tools fires when the thread that spawned ends.
	 */
	private static final ExecutorService THREAD = Executors
		.newSingleThreadExecutor((work) -> Threads.create("ipc-spawner", work));

	private Spawner() {
	}

	/**
	 * Starts a process and hands it its secret. The first time, private folders are
	 * removed meanwhile that were left over by JVMs that were killed.
	 * @param spec what to run
	 * @param arguments what the process is told
	 * @param privateDirectory a folder for files the process needs, as long as it runs
	 * @return the running process
	 * @throws ProcessStartException if it cannot be run; nothing is left behind
	 */
	public static SpawnedProcess spawn(ProcessSpec spec, SpawnArguments arguments, Path privateDirectory) {
		return spawn(spec, arguments, privateDirectory, null);
	}

	/**
	 * Starts a process, maybe one that makes an archive.
	 * @param spec what to run
	 * @param arguments what the process is told
	 * @param privateDirectory a folder for files the process needs, as long as it runs
	 * @param draft the archive it makes, with the lowest priority; null for none
	 * @return the running process
	 * @throws ProcessStartException if it cannot be run; nothing is left behind
	 */
	public static SpawnedProcess spawn(ProcessSpec spec, SpawnArguments arguments, Path privateDirectory,
			@Nullable ArchiveDraft draft) {
		CommandLine line = CommandLine.of(spec, arguments, privateDirectory, draft);
		ProcessBuilder builder = new ProcessBuilder(line.launch(draft != null)).directory(line.directory().toFile());
		builder.environment().clear();
		builder.environment().putAll(line.environment());
		OutputSink.Pair output = OutputSink.Pair.of(spec, line);
		SpawnedProcess process;
		try {
			process = new SpawnedProcess(spec.name(), line, start(spec, line, builder));
		}
		catch (RuntimeException | Error ex) {
			output.end();
			throw ex;
		}
		process.start(arguments.stdinLine(), output);
		// While the process starts, for which it need not wait.
		LeftoverSweep.once();
		return process;
	}

	private static Process start(ProcessSpec spec, CommandLine line, ProcessBuilder builder) {
		try {
			// join() does not end at an interrupt, which would leave a process behind.
			return CompletableFuture.supplyAsync(() -> start(builder), THREAD).join();
		}
		catch (CompletionException ex) {
			Throwable cause = (ex.getCause() instanceof UncheckedIOException io) ? io.getCause() : ex.getCause();
			String reason = (cause != null) ? String.valueOf(cause.getMessage()) : ex.toString();
			throw new ProcessStartException(spec.name(), "cannot be run: " + reason, line.command(), null, cause);
		}
	}

	private static Process start(ProcessBuilder builder) {
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
