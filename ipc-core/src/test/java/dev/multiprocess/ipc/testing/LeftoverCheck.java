package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that leaves something behind: a process, a thread, a private folder, a
 * socket, a pipe. Use with {@link org.junit.jupiter.api.extension.ExtendWith @ExtendWith}
 * on the class.
 *
 * <p>
 * What was there before the test does not count. What ends by itself has some seconds to
 * do so. For tests that do not run at the same time as others in one JVM.
 */
public final class LeftoverCheck implements BeforeEachCallback, AfterEachCallback {

	/**
	 * The same for a class whose tests share what they started.
	 */
	public static final class PerClass implements BeforeAllCallback, AfterAllCallback {

		@Override
		public void beforeAll(ExtensionContext context) {
			context.getStore(NAMESPACE).put("before all", present());
		}

		@Override
		public void afterAll(ExtensionContext context) {
			check((Set<?>) context.getStore(NAMESPACE).get("before all"), SETTLING_TIME);
		}

	}

	/** Threads that are started once and never end, on purpose. */
	private static final Set<String> IMMORTAL_THREADS = Set.of("ipc-spawner", "ipc-reaper");

	private static final Duration SETTLING_TIME = Duration.ofSeconds(5);

	private static final Namespace NAMESPACE = Namespace.create(LeftoverCheck.class);

	static {
		openWhatJavaKeepsOpen();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		context.getStore(NAMESPACE).put("before", present());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		check((Set<?>) context.getStore(NAMESPACE).get("before"), SETTLING_TIME);
	}

	/**
	 * Compares what is there with what was.
	 * @param before what {@link #present()} returned
	 * @param limit how long to wait until nothing is left
	 */
	static void check(Set<?> before, Duration limit) {
		if (!Eventually.within(limit, () -> leftSince(before).isEmpty())) {
			throw new AssertionError("The test left behind:\n  " + String.join("\n  ", leftSince(before)));
		}
	}

	private static Set<String> leftSince(Set<?> before) {
		Set<String> left = present();
		left.removeAll(before);
		return left;
	}

	/** Returns all there is that a test could leave. */
	static Set<String> present() {
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
		String own = "ipc-" + ProcessHandle.current().pid() + "-";
		for (Path place : places()) {
			list(place, own + "*").forEach((directory) -> present.add("directory " + directory));
		}
		for (Path descriptor : list(Path.of("/proc/self/fd"), "*")) {
			String target = target(descriptor);
			if (target.startsWith("socket:") || target.startsWith("pipe:") || target.contains("/" + own)) {
				present.add("descriptor " + descriptor.getFileName() + " " + target);
			}
		}
		return present;
	}

	private static Set<Path> places() {
		Set<Path> places = new TreeSet<>(Set.of(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath()));
		places.add(Path.of("/tmp"));
		places.add(Path.of("/dev/shm"));
		String runtime = System.getenv("XDG_RUNTIME_DIR");
		if (runtime != null) {
			places.add(Path.of(runtime));
		}
		return places;
	}

	private static Set<Path> list(Path folder, String pattern) {
		Set<Path> found = new TreeSet<>();
		if (Files.isDirectory(folder)) {
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
				entries.forEach(found::add);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return found;
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ignored) {
			// Closed since.
			return "";
		}
	}

	/** The first socket of a JVM makes it open another one, for good. */
	private static void openWhatJavaKeepsOpen() {
		try {
			SocketChannel.open(StandardProtocolFamily.UNIX).close();
			ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
