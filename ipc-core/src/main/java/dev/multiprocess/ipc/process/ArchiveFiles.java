package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives by key. Their names carry a checksum, which is compared before an archive is
 * used first, since a JVM trusts what it maps: a broken one crashes it. For use by any
 * thread, and by any number of programs at once.
 */
final class ArchiveFiles {

	private static final int BUFFER = 1 << 16;

	private static final Logger logger = LoggerFactory.getLogger(ArchiveFiles.class);

	/** As they were when they were found to be whole. */
	private static final Set<FileFacts> WHOLE = ConcurrentHashMap.newKeySet();

	/** As they were when they were found to be broken, for those that stay. */
	private static final Set<FileFacts> BROKEN = ConcurrentHashMap.newKeySet();

	private ArchiveFiles() {
	}

	/**
	 * Finds an archive. One that is broken is removed.
	 * @param folder where to look
	 * @param key its key
	 * @param kind its kind
	 * @return the file, or null
	 */
	static @Nullable Path find(Path folder, String key, ArchiveKind kind) {
		try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, key + ".*." + kind.suffix())) {
			for (Path file : found) {
				if (isWhole(file, kind)) {
					return file;
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("{} cannot be searched for an archive", folder, ex);
		}
		return null;
	}

	private static boolean isWhole(Path file, ArchiveKind kind) {
		try {
			FileFacts facts = FileFacts.of(file);
			if (WHOLE.contains(facts)) {
				return true;
			}
			if (BROKEN.contains(facts)) {
				return false;
			}
			if (CacheDirectory.isTrusted(file)
					&& file.getFileName().toString().endsWith("." + checksum(file) + "." + kind.suffix())) {
				touch(file);
				WHOLE.add(FileFacts.of(file));
				return true;
			}
			// Should it stay, it is not read again at each start.
			BROKEN.add(facts);
			Files.deleteIfExists(file);
			logger.warn("{} is broken, and removed", file);
		}
		catch (IOException ex) {
			// Another program may have removed it; one that cannot be read is no use.
			logger.debug("{} cannot be used", file, ex);
		}
		return false;
	}

	/** What is used last is removed last. */
	private static void touch(Path file) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
		}
		catch (IOException ex) {
			// Nothing is removed either where nothing can be written.
			logger.debug("The time of {} cannot be set", file, ex);
		}
	}

	/**
	 * Puts an archive where it is found.
	 * @param made the archive, in the same file system
	 * @param folder where to put it
	 * @param key its key
	 * @param kind its kind
	 * @return where it is
	 * @throws IOException if that fails; it is there as a whole or not at all
	 */
	static Path publish(Path made, Path folder, String key, ArchiveKind kind) throws IOException {
		if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
		}
		try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
			// A name that survives a loss of power without what it names is of no use.
			channel.force(true);
		}
		Path archive = folder.resolve(key + "." + checksum(made) + "." + kind.suffix());
		return Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
	}

	private static String checksum(Path file) throws IOException {
		CRC32C sum = new CRC32C();
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
		try (FileChannel channel = FileChannel.open(file)) {
			while (channel.read(buffer.clear()) >= 0) {
				sum.update(buffer.flip());
			}
		}
		return String.format("%08x", sum.getValue());
	}

}
