package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.UUID;

import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where programs meet that were not started by each other: a path they agree on, and the
 * secret beside it, which shows that they are of the same user.
 *
 * <pre>
 * &lt;path&gt;           the socket, mode 0600
 * &lt;path&gt;.secret    mode 0600, the line of a secret
 * </pre>
 *
 * The secret is drawn anew by each program that listens. Immutable.
 */
public final class MeetingPlace {

	/** What Java can bind, in bytes: two less than an address has room for. */
	private static final int MAX_PATH = System.getProperty("os.name").startsWith("Linux") ? 106 : 102;

	private static final int STICKY = 01000;

	private final Path socket;

	private final Path secretFile;

	private MeetingPlace(Path socket) {
		this.socket = socket;
		this.secretFile = socket.resolveSibling(socket.getFileName() + ".secret");
	}

	/**
	 * Returns the place at a path.
	 * @param path the socket's file, made absolute if it is not
	 * @return the place
	 * @throws IllegalArgumentException if no socket can have this path
	 */
	public static MeetingPlace at(String path) {
		Path socket = Path.of(path).toAbsolutePath().normalize();
		if (path.isEmpty() || socket.getFileName() == null) {
			throw new IllegalArgumentException("Path '" + path + "' names no file; a socket needs one");
		}
		int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
		if (length > MAX_PATH) {
			throw new IllegalArgumentException("Path " + socket + " is too long for a socket: " + length
					+ " bytes, at most " + MAX_PATH + " are possible; choose a shorter one");
		}
		return new MeetingPlace(socket);
	}

	/** Returns the socket's file, an absolute path. */
	public Path socket() {
		return this.socket;
	}

	@Override
	public String toString() {
		return "unix:" + this.socket;
	}

	/**
	 * Checks that nobody but this user can put another socket into the place.
	 * @throws AddressException if somebody could, or there is no such folder
	 */
	public void checkFolder() {
		Path folder = this.socket.resolveSibling(".").normalize();
		try {
			if (!Files.isDirectory(folder)) {
				throw failure(Reason.UNUSABLE, "cannot be listened at: there is no folder " + folder + "; create it",
						null);
			}
			if (!hasModes(folder)) {
				return;
			}
			UserPrincipal owner = Files.getOwner(folder);
			if (!isTrusted(owner)) {
				throw failure(Reason.UNUSABLE, "cannot be listened at: folder " + folder + " belongs to "
						+ owner.getName() + ", who could put another socket there; use a folder of your own", null);
			}
			boolean sticky = ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
			if (!sticky && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
				throw failure(Reason.UNUSABLE, "cannot be listened at: everybody may write to folder " + folder
						+ ", and so put another socket there; take that right away (chmod o-w)", null);
			}
		}
		catch (IOException ex) {
			throw failure(Reason.UNUSABLE,
					"cannot be listened at: folder " + folder + " cannot be looked at (" + ex + ")", ex);
		}
	}

	private static boolean hasModes(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("unix");
	}

	/** The administrator can do everything anyway. */
	private static boolean isTrusted(UserPrincipal user) throws IOException {
		return user.equals(LeftoverSweep.user()) || user.getName().equals("root");
	}

	/**
	 * Draws a secret and writes it beside the socket, all at once.
	 * @return 32 bytes
	 * @throws IOException if the file cannot be written
	 * @throws AddressException if a file is in the way that is no secret
	 */
	public byte[] createSecret() throws IOException {
		BasicFileAttributes present = attributes();
		if (present != null && (!present.isRegularFile() || parsed(read()) == null)) {
			throw failure(Reason.UNUSABLE,
					"cannot be listened at: the secret would be written to " + this.secretFile
							+ ", but what is there is no secret and left alone; remove it, or choose another path",
					null);
		}
		byte[] secret = Secret.draw();
		FileAttribute<?>[] attributes = hasModes(this.socket)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		Path drawn = this.socket.resolveSibling("." + UUID.randomUUID());
		try {
			Files.createFile(drawn, attributes);
			Files.write(drawn, Secret.line(secret), StandardOpenOption.WRITE);
			Files.move(drawn, this.secretFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(drawn);
		}
		return secret;
	}

	/**
	 * Reads the secret of the program that listens.
	 * @return 32 bytes, or null if there is none
	 * @throws AddressException if there is one that cannot be read or trusted
	 */
	public byte @Nullable [] readSecret() {
		try {
			BasicFileAttributes present = attributes();
			if (present == null) {
				return null;
			}
			if (hasModes(this.secretFile) && !isTrusted(Files.getOwner(this.secretFile, LinkOption.NOFOLLOW_LINKS))) {
				throw failure(Reason.NOT_TRUSTED, "is not trusted: " + this.secretFile + " belongs to "
						+ Files.getOwner(this.secretFile, LinkOption.NOFOLLOW_LINKS).getName(), null);
			}
			byte[] secret = present.isRegularFile() ? parsed(read()) : null;
			if (secret == null) {
				throw failure(Reason.NOT_TRUSTED, "cannot be connected to: " + this.secretFile
						+ " holds no secret; start the program that listens anew", null);
			}
			return secret;
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		catch (AccessDeniedException ex) {
			throw failure(Reason.NOT_TRUSTED, "cannot be connected to: its secret " + this.secretFile
					+ " may be read only by the user that listens; run both programs as the same user", ex);
		}
		catch (IOException ex) {
			throw failure(Reason.NOT_TRUSTED,
					"cannot be connected to: its secret " + this.secretFile + " cannot be read (" + ex + ")", ex);
		}
	}

	/**
	 * Removes a secret unless another one has come to its place.
	 * @param secret what {@link #createSecret} returned
	 * @throws IOException if it cannot be removed
	 */
	public void removeSecret(byte[] secret) throws IOException {
		BasicFileAttributes present = attributes();
		if (present != null && present.isRegularFile() && Arrays.equals(read(), Secret.line(secret))) {
			Files.deleteIfExists(this.secretFile);
		}
	}

	private @Nullable BasicFileAttributes attributes() throws IOException {
		try {
			return Files.readAttributes(this.secretFile, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private byte[] read() throws IOException {
		try (var input = Files.newInputStream(this.secretFile, LinkOption.NOFOLLOW_LINKS)) {
			return input.readNBytes(Secret.DIGITS + 2);
		}
	}

	private static byte @Nullable [] parsed(byte[] line) {
		if (line.length != Secret.DIGITS + 1 || line[Secret.DIGITS] != '\n') {
			return null;
		}
		try {
			return Secret.read(line);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private AddressException failure(Reason reason, String what, @Nullable Exception cause) {
		return new AddressException(toString(), reason, what, cause);
	}

}
