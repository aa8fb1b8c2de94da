package dev.multiprocess.ipc.autoconfigure.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails a test class that leaves a process, a thread or a folder behind. To be the first
 * extension of a class, so that it looks last.
 */
final class NothingLeft implements BeforeAllCallback, AfterAllCallback {

	/** Threads that are started once and never end, on purpose. */
	private static final Set<String> IMMORTAL_THREADS = Set.of("ipc-spawner", "ipc-reaper");

	private static final Namespace NAMESPACE = Namespace.create(NothingLeft.class);

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		context.getStore(NAMESPACE).put("before", present());
	}

	@Override
	public void afterAll(ExtensionContext context) {
		Set<?> before = (Set<?>) context.getStore(NAMESPACE).get("before");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(present()).as("left behind").allMatch(before::contains));
	}

	private static Set<String> present() throws IOException {
		Set<String> present = new TreeSet<>();
		ProcessHandle.current()
			.descendants()
			.forEach((process) -> present
				.add("process " + process.pid() + " " + process.info().commandLine().orElse("")));
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith("ipc-") && !IMMORTAL_THREADS.contains(thread.getName())) {
				present.add("thread " + thread.getName() + "@" + System.identityHashCode(thread));
			}
		}
		Set<Path> places = new TreeSet<>(Set.of(Path.of(System.getProperty("java.io.tmpdir"))));
		Path memory = Path.of("/dev/shm");
		if (Files.isDirectory(memory)) {
			places.add(memory);
		}
		String runtime = System.getenv("XDG_RUNTIME_DIR");
		if (runtime != null && Files.isDirectory(Path.of(runtime))) {
			places.add(Path.of(runtime));
		}
		for (Path place : places) {
			try (DirectoryStream<Path> folders = Files.newDirectoryStream(place,
					"ipc-" + ProcessHandle.current().pid() + "-*")) {
				folders.forEach((folder) -> present.add("folder " + folder));
			}
		}
		return present;
	}

}
