package dev.multiprocess.ipc.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the threads of a process have used, as Linux counts it.
 *
 * @param threads the use of each, by the thread's id
 */
record ProcessUse(Map<String, ThreadUse> threads) {

	/** Returns whether this system tells. */
	static boolean isKnown() {
		return Files.isReadable(Path.of("/proc/self/schedstat"));
	}

	static ProcessUse of(long pid) throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
			return new ProcessUse(threads.flatMap(ProcessUse::read)
				.collect(Collectors.toMap((thread) -> thread.id, (thread) -> thread)));
		}
	}

	private static Stream<ThreadUse> read(Path thread) {
		try {
			String name = Files.readString(thread.resolve("comm")).strip();
			long nanos = Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
			long waits = Files.readAllLines(thread.resolve("status"))
				.stream()
				.filter((line) -> line.startsWith("voluntary_ctxt_switches:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.sum();
			return Stream.of(new ThreadUse(thread.getFileName().toString(), name, nanos, waits));
		}
		catch (NoSuchFileException ignored) {
			// The thread has ended meanwhile.
			return Stream.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the processor time used since then, in nanoseconds. */
	long nanosSince(ProcessUse before) {
		return this.threads.values().stream().mapToLong((thread) -> thread.nanos - before.of(thread).nanos).sum();
	}

	/**
	 * Returns how often the thread that woke up most often since then did so, among those
	 * of this project: the JVM's own are left out.
	 */
	long wakeUpsSince(ProcessUse before) {
		return this.threads.values()
			.stream()
			.filter((thread) -> thread.name.startsWith("ipc-"))
			.mapToLong((thread) -> thread.waits - before.of(thread).waits)
			.max()
			.orElse(0);
	}

	private ThreadUse of(ThreadUse thread) {
		return this.threads.getOrDefault(thread.id, new ThreadUse(thread.id, thread.name, 0, 0));
	}

	/**
	 * What one thread has used.
	 *
	 * @param id its id
	 * @param name the first 15 characters of its name
	 * @param nanos processor time in nanoseconds
	 * @param waits how often it went to sleep by itself
	 */
	record ThreadUse(String id, String name, long nanos, long waits) {
	}

}
