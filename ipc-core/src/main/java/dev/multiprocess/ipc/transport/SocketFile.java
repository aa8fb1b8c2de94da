package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The file of a bound socket: who may have it, and when it goes.
 *
 * @param path where it is
 * @param identity tells it from another file at the same place
 */
record SocketFile(Path path, Identity identity) {

	/** The pending connections that the operating system keeps. */
	private static final int BACKLOG = 128;

	private static final int FILE_TYPE = 0xF000;

	private static final int SOCKET_TYPE = 0xC000;

	/**
	 * What tells a file from those that were or will be at its place. Its number alone
	 * does not: it is used again at once.
	 *
	 * @param key the number of the file, if it has one
	 * @param made when it was made
	 */
	record Identity(@Nullable Object key, FileTime made) {

		static Identity of(Path path) throws IOException {
			BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
			return new Identity(file.fileKey(), file.lastModifiedTime());
		}

	}

	/** Binds a socket to a path at which there is nothing. */
	static SocketFile bind(ServerSocketChannel server, Path path) throws IOException {
		server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
		return new SocketFile(path, Identity.of(path));
	}

	/**
	 * Binds a socket, for this user only, to a path at which there may be a socket that
	 * nobody listens at any more.
	 * @throws AddressException if there is anything else
	 */
	static SocketFile replace(ServerSocketChannel server, Path path) throws IOException {
		PathLock lock = PathLock.take(path);
		try {
			if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
				checkIsSocket(path);
				checkIsDead(path);
				Files.delete(path);
			}
			SocketFile file = bind(server, path);
			if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
				Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
			}
			return file;
		}
		finally {
			lock.close();
		}
	}

	private static void checkIsSocket(Path path) throws IOException {
		BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		boolean socket = file.isOther();
		if (socket && path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
			int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
			socket = (mode & FILE_TYPE) == SOCKET_TYPE;
		}
		if (!socket) {
			throw new AddressException("unix:" + path, Reason.UNUSABLE,
					"is taken: a " + (file.isDirectory() ? "folder" : "file")
							+ " that is no socket is there, which is left alone; remove it, or choose another path",
					null);
		}
	}

	/** Doubts count as a sign of life. */
	private static void checkIsDead(Path path) throws IOException {
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			// One that listens but takes in nobody would block this thread.
			probe.configureBlocking(false);
			probe.connect(UnixDomainSocketAddress.of(path));
		}
		catch (ConnectException ignored) {
			// Refused: its program has ended.
			return;
		}
		catch (SocketException ignored) {
			// Its queue is full, or this user may not connect: somebody has it.
		}
		throw new AddressException("unix:" + path, Reason.IN_USE,
				"is in use: a program listens there already; stop it, or choose another path", null);
	}

	/** Removes the file, but no other that has come to its place. */
	void delete() throws IOException {
		try {
			if (this.identity.equals(Identity.of(this.path))) {
				Files.deleteIfExists(this.path);
			}
		}
		catch (NoSuchFileException ignored) {
			// Somebody else has removed it.
		}
	}

}
