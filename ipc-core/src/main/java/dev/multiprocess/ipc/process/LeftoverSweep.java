package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes private folders whose owner was killed before it could.
 *
 * <p>
 * A folder goes if it belongs to this user, is no link, and the lock of its owner is
 * free. Pids would mislead: they are used again, a dead process keeps its own until
 * somebody cares, and another container may share the folder but not the pids. Several
 * JVMs may sweep at once.
 */
final class LeftoverSweep {

	/** The file that the owner of a folder keeps locked. */
	static final String OWNER = "owner";

	private static final Logger LOGGER = LoggerFactory.getLogger(LeftoverSweep.class);

	private static final Pattern NAME = Pattern.compile("ipc-(\\d{1,18})-[0-9a-f]{10}");

	/** Of the time at which a process started, from a clock that may have been set. */
	private static final Duration PRECISION = Duration.ofMinutes(5);

	private static final AtomicBoolean DONE = new AtomicBoolean();

	private LeftoverSweep() {
	}

	/**
	 * Sweeps all places, but only the first time in this JVM, on a thread of its own:
	 * there may be much to look at, and nobody waits for it.
	 */
	static void once() {
		if (DONE.compareAndSet(false, true)) {
			try {
				Threads.start("ipc-sweep", LeftoverSweep::sweepAll);
			}
			catch (OutOfMemoryError ex) {
				LOGGER.debug("There is no thread to look for private folders of dead processes", ex);
				DONE.set(false);
			}
		}
	}

	private static void sweepAll() {
		try {
			UserPrincipal user = user();
			PrivateDirectory.places().forEach((place) -> sweep(place, user));
		}
		catch (IOException ex) {
			LOGGER.debug("Private folders of dead processes are not looked for", ex);
		}
	}

	/**
	 * Returns the user of this process, who may have no name here.
	 * @throws IOException if there is no telling
	 */
	static UserPrincipal user() throws IOException {
		Path self = Path.of("/proc/self");
		return Files.getOwner(Files.exists(self) ? self : Path.of(System.getProperty("user.home")));
	}

	/**
	 * Removes what dead owners left in one place.
	 * @param place the folder to look into
	 * @param user whose folders to remove
	 */
	static void sweep(Path place, UserPrincipal user) {
		try (DirectoryStream<Path> found = Files.newDirectoryStream(place, "ipc-*")) {
			for (Path directory : found) {
				sweepOne(directory, user);
			}
		}
		catch (IOException | RuntimeException ex) {
			LOGGER.debug("Private folders of dead processes in {} are not looked for", place, ex);
		}
	}

	/**
	 * Removes one folder of this user if its owner is dead.
	 * @param directory the folder
	 */
	static void sweepOne(Path directory) {
		try {
			sweepOne(directory, user());
		}
		catch (IOException ex) {
			LOGGER.debug("Cannot remove {}", directory, ex);
		}
	}

	private static void sweepOne(Path directory, UserPrincipal user) {
		Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
		try {
			if (name.matches() && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
					&& Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user)
					&& isDead(Long.parseLong(name.group(1)), directory.resolve(OWNER))) {
				LOGGER.debug("Removing {}, whose owner is dead", directory);
				delete(directory);
			}
		}
		catch (IOException ex) {
			// Another process was faster, or it will be tried again.
			LOGGER.debug("Cannot remove {}", directory, ex);
		}
	}

	private static boolean isDead(long pid, Path owner) throws IOException {
		if (pid == ProcessHandle.current().pid() && !isOlderThanThis(owner)) {
			// Besides, looking at our own lock would lift it.
			return false;
		}
		if (!Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS) || Files.size(owner) == 0) {
			// Being created, or being deleted, and not locked yet, or no longer.
			return ProcessHandle.of(pid).isEmpty();
		}
		try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
				FileLock lock = channel.tryLock()) {
			return lock != null;
		}
	}

	/**
	 * Returns whether a file of an owner with our pid is of another one, since it was
	 * there before us: in containers, most programs have the pid 1.
	 */
	private static boolean isOlderThanThis(Path owner) throws IOException {
		Instant started = ProcessHandle.current().info().startInstant().orElse(Instant.MIN);
		return Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS)
				&& Files.getLastModifiedTime(owner).toInstant().isBefore(started.minus(PRECISION));
	}

	/**
	 * Deletes a folder and all in it, following no links.
	 * @param directory the folder; nothing happens if it does not exist
	 * @throws IOException if something in it cannot be deleted
	 */
	static void delete(Path directory) throws IOException {
		Files.walkFileTree(directory, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.deleteIfExists(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
				if (failure instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw failure;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
				Files.deleteIfExists(visited);
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
