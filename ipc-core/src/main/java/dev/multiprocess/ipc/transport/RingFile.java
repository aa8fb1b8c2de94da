package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that two processes map, with a pair of {@link Ring}s in it.
 *
 * <pre>
 * half of it   what the process that made the file writes
 * the rest     what the other one writes
 * </pre>
 *
 * It is filled by writing before it is mapped: memory that the file system cannot supply
 * later would end the process that touches it.
 *
 * @param made what the process that made the file writes
 * @param other what the other process writes
 */
record RingFile(Ring made, Ring other) {

	/**
	 * The bytes that fit into a ring: beyond this, large messages got no faster.
	 */
	static final int CAPACITY = 64 * 1024;

	/** Far more than any version would use. */
	private static final long MOST = 64L * 1024 * 1024;

	private static final int PIECE = 64 * 1024;

	/**
	 * Makes a file, for this user only.
	 * @param path where; there must be none
	 * @param capacity the bytes of each ring, a power of two
	 * @return the mapped file
	 * @throws IOException if the file system cannot hold it; then it is not there
	 */
	static RingFile make(Path path, int capacity) throws IOException {
		try (FileChannel file = FileChannel.open(path,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
			long size = 2L * (Ring.HEADER + capacity);
			ByteBuffer zeros = ByteBuffer.allocate(PIECE);
			for (long left = size; left > 0;) {
				left -= file.write(zeros.clear().limit((int) Math.min(left, PIECE)));
			}
			return map(file, size);
		}
		catch (IOException | RuntimeException | Error ex) {
			Files.deleteIfExists(path);
			throw ex;
		}
	}

	/**
	 * Maps a file that the other process has made.
	 * @param path where it is
	 * @return the mapped file
	 * @throws IOException if it cannot be mapped
	 */
	static RingFile open(Path path) throws IOException {
		try (FileChannel file = FileChannel.open(path,
				Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
			long size = file.size();
			if (size > MOST || size % 2 != 0 || size <= 2 * Ring.HEADER || Long.bitCount(size / 2 - Ring.HEADER) != 1) {
				throw new IOException(path + " has " + size + " bytes, which is no pair of rings");
			}
			return map(file, size);
		}
	}

	private static RingFile map(FileChannel file, long size) throws IOException {
		ByteBuffer memory = file.map(MapMode.READ_WRITE, 0, size);
		int half = (int) (size / 2);
		return new RingFile(new Ring(memory.slice(0, half)), new Ring(memory.slice(half, half)));
	}

}
