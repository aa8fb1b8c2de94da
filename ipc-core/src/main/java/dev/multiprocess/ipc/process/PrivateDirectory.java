package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the socket and files of one process, closed to other users.
 *
 * <p>
 * Its owner is the JVM that created it and holds a lock on the file {@code owner} in it.
 * The operating system lifts the lock however the owner ends, so the next JVM can tell
 * that the folder is left over. For use by any thread.
 *
 * <pre>
 * ipc-&lt;pid&gt;-&lt;random&gt;/     mode 0700
 *     owner                locked; pid and start time of the owner, for people
 *     s                    the socket
 *     r&lt;number&gt;            memory that both processes are about to map
 *     classpath            a class path that is too long for an argument
 *     filter               what system calls a sandbox refuses
 * </pre>
 */
public final class PrivateDirectory implements AutoCloseable {

	/** What every platform can bind: Linux 107 bytes, macOS 103. */
	private static final int MAX_SOCKET_PATH = 103;

	/** Where Linux keeps files in memory; other systems have no such folder. */
	private static final Path MEMORY = Path.of("/dev/shm");

	/** Where Java puts temporary files unless told otherwise. */
	private static final Path COMMON = Path.of("/tmp");

	private static final int ATTEMPTS = 10;

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	private static final Logger logger = LoggerFactory.getLogger(PrivateDirectory.class);

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Path path;

	private final FileChannel owner;

	private PrivateDirectory(Path path, FileChannel owner) {
		this.path = path;
		this.owner = owner;
	}

	/**
	 * Creates a folder.
	 * @return the folder, to be closed
	 * @throws IpcException if there is no place where one can be created
	 */
	public static PrivateDirectory create() {
		return create(places());
	}

	/**
	 * Creates a folder in the first place that will do.
	 * @param places folders, the best first
	 * @return the folder
	 */
	static PrivateDirectory create(Set<Path> places) {
		StringBuilder refusals = new StringBuilder();
		IOException failure = null;
		for (Path place : places) {
			try {
				String refusal = refusal(place);
				if (refusal == null) {
					return createIn(place);
				}
				refusals.append("\n  ").append(refusal);
			}
			catch (IOException ex) {
				refusals.append("\n  ").append(place).append(": ").append(ex);
				failure = ex;
			}
		}
		throw new IpcException("There is no place for a private folder; set TMPDIR or the system property"
				+ " java.io.tmpdir to a short path of an existing folder. Tried:" + refusals, failure);
	}

	/**
	 * Returns where folders may be, the best place first: what somebody chose for it,
	 * then memory, since the folder holds what processes share.
	 */
	static Set<Path> places() {
		Set<Path> places = new LinkedHashSet<>();
		String runtime = System.getenv("XDG_RUNTIME_DIR");
		if (runtime != null && !runtime.isEmpty() && ownedByUser(Path.of(runtime))) {
			places.add(Path.of(runtime).toAbsolutePath());
		}
		Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
		if (Launch.USES_SHELL && temporary.equals(COMMON) && Files.isDirectory(MEMORY)) {
			places.add(MEMORY);
		}
		places.add(temporary);
		if (Launch.USES_SHELL) {
			places.add(COMMON);
		}
		return places;
	}

	private static boolean ownedByUser(Path directory) {
		try {
			return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
					&& Files.getOwner(directory).equals(LeftoverSweep.user());
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static @Nullable String refusal(Path place) {
		Path longest = place.resolve(name(Long.MAX_VALUE >>> 32, 0)).resolve("s");
		int length = longest.toString().getBytes(StandardCharsets.UTF_8).length;
		if (length > MAX_SOCKET_PATH) {
			return longest + ": a path of " + length + " bytes is too long for a socket, at most " + MAX_SOCKET_PATH;
		}
		return Files.isDirectory(place) ? null : place + ": is not a folder";
	}

	private static String name(long pid, long random) {
		return "ipc-" + pid + "-" + String.format("%010x", random);
	}

	static PrivateDirectory createIn(Path place) throws IOException {
		boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
				: new FileAttribute<?>[0];
		FileAlreadyExistsException taken = null;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			Path path = place.resolve(name(ProcessHandle.current().pid(), RANDOM.nextLong() & 0xFF_FFFF_FFFFL));
			try {
				Files.createDirectory(path, attributes);
			}
			catch (FileAlreadyExistsException ex) {
				taken = ex;
				continue;
			}
			return own(path);
		}
		throw (taken != null) ? taken : new IOException("no name found in " + place);
	}

	private static PrivateDirectory own(Path path) throws IOException {
		try {
			FileChannel owner = FileChannel.open(path.resolve(LeftoverSweep.OWNER), StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE);
			try {
				// Only what is locked may be written: a sweep trusts the lock of a file
				// that is not empty.
				owner.lock();
				owner.write(StandardCharsets.US_ASCII.encode(identity()));
				return new PrivateDirectory(path, owner);
			}
			catch (IOException | RuntimeException ex) {
				owner.close();
				throw ex;
			}
		}
		catch (IOException | RuntimeException ex) {
			LeftoverSweep.delete(path);
			throw ex;
		}
	}

	private static String identity() {
		ProcessHandle process = ProcessHandle.current();
		return process.pid() + process.info().startInstant().map((start) -> " started " + start).orElse("") + "\n";
	}

	/**
	 * Removes a folder if the JVM that created it has ended without doing so. For a
	 * process that was to use it and finds its parent gone.
	 * @param socket the path of its socket
	 * @param patience how long to try: of a JVM that is being killed, the lock on the
	 * folder may be the last to go
	 */
	public static void removeAbandoned(Path socket, Duration patience) {
		Path directory = socket.getParent();
		if (directory == null) {
			return;
		}
		long deadline = System.nanoTime() + patience.toNanos();
		LeftoverSweep.sweepOne(directory);
		while (Files.exists(directory) && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(PAUSE);
			LeftoverSweep.sweepOne(directory);
		}
	}

	/** Returns the folder, an absolute path. */
	public Path path() {
		return this.path;
	}

	/** Returns where its socket is to be, short enough to be bound; no file yet. */
	public Path socket() {
		return this.path.resolve("s");
	}

	/**
	 * Deletes the folder and all in it. What cannot be deleted is left to the next JVM,
	 * since whoever closes has more important things to end. Closing twice is harmless.
	 */
	@Override
	public void close() {
		try {
			this.owner.close();
			LeftoverSweep.delete(this.path);
		}
		catch (IOException ex) {
			logger.debug("{} could not be deleted", this.path, ex);
		}
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
