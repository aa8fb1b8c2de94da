package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import dev.multiprocess.ipc.transport.SocketFile.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other programs from taking a path while this one does: between a look at the
 * socket there and the binding of another nobody else may bind one, and one that is bound
 * cannot be told from a dead one until it listens.
 *
 * <p>
 * The lock is one of the operating system on the file {@code <path>.lock}, which is
 * removed with it; it does not outlive its program, however that ends. Held by one thread
 * of this program at a time, for as long as binding a socket takes.
 */
final class PathLock implements AutoCloseable {

	/** Binding takes milliseconds. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

	/**
	 * Within one program, locks of files do not exclude each other, and closing the file
	 * once lifts them all.
	 */
	private static final ReentrantLock own = new ReentrantLock();

	private final Path file;

	private final FileChannel channel;

	private PathLock(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Waits for the lock of a path.
	 * @throws IOException if it cannot be had
	 */
	static PathLock take(Path path) throws IOException {
		Path file = path.resolveSibling(path.getFileName() + ".lock");
		long start = System.nanoTime();
		own.lock();
		PathLock taken = null;
		try {
			taken = tryTake(file);
			while (taken == null) {
				if (System.nanoTime() - start > PATIENCE.toNanos()) {
					throw new IOException(file + " is locked by another program");
				}
				LockSupport.parkNanos(PAUSE);
				taken = tryTake(file);
			}
			return taken;
		}
		finally {
			if (taken == null) {
				own.unlock();
			}
		}
	}

	/**
	 * Whoever had the lock removes the file, maybe after it was opened here. A lock
	 * counts only if it is on the file that is there.
	 */
	private static @Nullable PathLock tryTake(Path file) throws IOException {
		FileChannel channel = null;
		boolean taken = false;
		try {
			Identity found = found(file);
			channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
			taken = channel.tryLock() != null && found.equals(Identity.of(file));
			return taken ? new PathLock(file, channel) : null;
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		finally {
			if (!taken && channel != null) {
				channel.close();
			}
		}
	}

	private static Identity found(Path file) throws IOException {
		try {
			Files.createFile(file);
		}
		catch (FileAlreadyExistsException ignored) {
			// Another program is about to listen, or was killed when it was.
		}
		return Identity.of(file);
	}

	@Override
	public void close() throws IOException {
		try (this.channel) {
			Files.deleteIfExists(this.file);
		}
		finally {
			own.unlock();
		}
	}

}
