package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the folder of archives small: what was not used for a month goes, then what was
 * used longest ago. Nothing is removed that a running process may still read.
 */
final class CachePruning {

	static final Duration LONGEST = Duration.ofDays(30);

	static final int MOST_ARCHIVES = 32;

	static final long MOST_BYTES = 1L << 30;

	private static final Pattern ARCHIVE = Pattern.compile("[0-9a-f]{32}\\.[0-9a-f]{8}\\.(jsa|aot)");

	private static final Pattern JARS = Pattern.compile("[0-9a-f]{32}\\.jars");

	private static final Logger logger = LoggerFactory.getLogger(CachePruning.class);

	private CachePruning() {
	}

	/**
	 * Prunes a folder. What cannot be removed is left to the next time.
	 * @param folder the folder
	 * @param kept what stays in any case
	 * @param scratch a folder of the same file system, soon to be removed with all in it
	 */
	static void prune(Path folder, Set<Path> kept, Path scratch) {
		Instant oldest = Instant.now().minus(LONGEST);
		try {
			int number = 0;
			long bytes = 0;
			for (Path archive : newestFirst(folder, ARCHIVE)) {
				number++;
				bytes += Files.size(archive);
				if (!kept.contains(archive)
						&& (isOlder(archive, oldest) || number > MOST_ARCHIVES || bytes > MOST_BYTES)) {
					// Who has mapped it keeps it.
					Files.deleteIfExists(archive);
				}
			}
			pruneJars(folder, oldest, scratch);
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("{} is not pruned", folder, ex);
		}
	}

	/** Each build of an executable jar leaves a folder, so they are limited as well. */
	private static void pruneJars(Path folder, Instant oldest, Path scratch) throws IOException {
		int number = 0;
		long bytes = 0;
		for (Path jars : newestFirst(folder, JARS)) {
			FileTime used = modified(jars);
			number++;
			bytes += bytesIn(jars);
			if (!UnpackedJar.isHeld(jars)
					&& (used.toInstant().isBefore(oldest) || number > MOST_ARCHIVES || bytes > MOST_BYTES)) {
				removeUnused(jars, used, scratch);
			}
		}
	}

	/** Of its jar, and those in the one folder that it has. */
	private static long bytesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder, 2)) {
			return files.mapToLong((file) -> Math.max(0, FileFacts.of(file).size())).sum();
		}
	}

	private static List<Path> newestFirst(Path folder, Pattern name) throws IOException {
		try (Stream<Path> found = Files.list(folder)) {
			return found
				.filter((path) -> name.matcher(path.getFileName().toString()).matches() && !Files.isSymbolicLink(path))
				.sorted(Comparator.comparing(CachePruning::modified).reversed())
				.toList();
		}
	}

	private static boolean isOlder(Path path, Instant oldest) {
		return modified(path).toInstant().isBefore(oldest);
	}

	private static FileTime modified(Path path) {
		try {
			return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
		}
		catch (IOException ex) {
			// Removed meanwhile.
			return FileTime.from(Instant.now());
		}
	}

	/**
	 * Takes a folder away as a whole, and while nobody can take it into use: half of its
	 * jars are worse than none.
	 */
	private static void removeUnused(Path jars, FileTime used, Path scratch) throws IOException {
		Path removed = scratch.resolve(jars.getFileName());
		Path lockFile = jars.resolve(UnpackedJar.IN_USE);
		if (!Files.exists(lockFile)) {
			Files.move(jars, removed, StandardCopyOption.ATOMIC_MOVE);
			return;
		}
		try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
				FileLock lock = channel.tryLock()) {
			// Somebody may have used it meanwhile, and ended.
			if (lock != null && modified(jars).equals(used)) {
				Files.move(jars, removed, StandardCopyOption.ATOMIC_MOVE);
			}
		}
		catch (OverlappingFileLockException ignored) {
			// It is in use by this program.
		}
	}

}
