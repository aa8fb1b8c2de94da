package dev.multiprocess.ipc.benchmarks.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.StartupCache;

/**
 * Start-up caches that are warm, in a folder that goes in the end.
 */
final class StartCaches implements AutoCloseable {

	private static final long LIMIT = TimeUnit.MINUTES.toNanos(2);

	private final Path folder = Files.createTempDirectory("start-caches");

	private int number;

	StartCaches() throws IOException {
	}

	/** Returns the class path of this JVM with jars in the place of folders. */
	Path[] jars() throws IOException {
		List<Path> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path path = Path.of(entry).toAbsolutePath();
			entries.add(Files.isDirectory(path) ? jar(path) : path);
		}
		return entries.toArray(Path[]::new);
	}

	private Path jar(Path classes) throws IOException {
		Path file = this.folder.resolve("classes" + this.number++ + ".jar");
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
				Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
			for (Path source : files.toList()) {
				jar.putNextEntry(new JarEntry(classes.relativize(source).toString().replace(File.separatorChar, '/')));
				Files.copy(source, jar);
			}
		}
		return file;
	}

	/**
	 * Warms a cache: starts a worker, and waits until its archive is there.
	 * @param start starts the worker
	 * @return the cache
	 */
	StartupCache warm(BiConsumer<Ipc, StartupCache> start) throws IOException, InterruptedException {
		Path cache = this.folder.resolve("cache" + this.number++);
		try (Ipc ipc = Ipc.builder().build()) {
			start.accept(ipc, StartupCache.in(cache));
			long deadline = System.nanoTime() + LIMIT;
			while (!hasArchive(cache)) {
				if (System.nanoTime() - deadline > 0) {
					throw new IOException("No archive was made in " + cache);
				}
				TimeUnit.MILLISECONDS.sleep(100);
			}
		}
		return StartupCache.in(cache);
	}

	private static boolean hasArchive(Path cache) throws IOException {
		if (!Files.isDirectory(cache)) {
			return false;
		}
		try (Stream<Path> files = Files.list(cache)) {
			return files.anyMatch((file) -> file.toString().endsWith(".jsa") || file.toString().endsWith(".aot"));
		}
	}

	@Override
	public void close() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

}
