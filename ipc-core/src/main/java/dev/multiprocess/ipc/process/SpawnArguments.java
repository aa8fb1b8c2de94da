package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * What a parent tells the process it spawns: where to connect and a secret.
 *
 * <pre>
 * arguments   … -ipc unix:/run/user/1000/ipc-4711-0a1b2c3d4e/s
 * stdin       the line of a secret; when it is stopped, a line of the milliseconds that it may take to end
 * </pre>
 *
 * The secret is neither an argument nor a variable since other users, or the processes
 * that the child starts, could read those. Immutable, but for the secret itself, which is
 * shared.
 */
public final class SpawnArguments {

	private static final String OPTION = "-ipc";

	private static final String UNIX = "unix:";

	private final String address;

	private final byte[] secret;

	private SpawnArguments(String address, byte[] secret) {
		this.address = address;
		this.secret = secret;
	}

	/**
	 * Creates arguments with a fresh secret.
	 * @param address where the parent listens, as {@code unix:<absolute path>}
	 * @return the arguments of one process
	 * @throws IllegalArgumentException if the address is not of that form
	 */
	public static SpawnArguments create(String address) {
		return new SpawnArguments(checked(address), Secret.draw());
	}

	/**
	 * Returns the address a parent has put in the arguments of this program.
	 * @param args the arguments of this program
	 * @return {@code unix:<absolute path>}, or empty if this program was not spawned
	 * @throws IllegalArgumentException if there is a {@code -ipc} that is not followed by
	 * exactly one such address
	 */
	public static Optional<String> address(String... args) {
		int index = Arrays.asList(args).indexOf(OPTION);
		if (index < 0) {
			return Optional.empty();
		}
		if (index + 1 == args.length) {
			throw new IllegalArgumentException("Argument '-ipc' is the last one; '-ipc unix:<path>' was expected");
		}
		if (Arrays.asList(args).lastIndexOf(OPTION) != index) {
			throw new IllegalArgumentException("Argument '-ipc' is given twice; a process has one parent");
		}
		return Optional.of(checked(args[index + 1]));
	}

	private static String checked(String address) {
		if (!address.startsWith(UNIX)) {
			throw new IllegalArgumentException(
					"Address '" + address + "' after '-ipc' is of an unknown kind; 'unix:<path>' was expected");
		}
		String path = address.substring(UNIX.length());
		if (path.isEmpty()) {
			throw new IllegalArgumentException("Address 'unix:' after '-ipc' has no path; 'unix:<path>' was expected");
		}
		if (path.indexOf('\0') >= 0) {
			throw new IllegalArgumentException("Address after '-ipc' has a path with a NUL character in it");
		}
		if (!Path.of(path).isAbsolute()) {
			throw new IllegalArgumentException(
					"Address '" + address + "' after '-ipc' has a path that is not absolute");
		}
		return address;
	}

	/**
	 * Reads the secret and nothing behind it.
	 * @param stdin the standard input of this program
	 * @return 32 bytes
	 * @throws IpcException if the first line is not a secret
	 */
	public static byte[] readSecret(InputStream stdin) {
		byte[] digits = new byte[Secret.DIGITS];
		try {
			for (int i = 0; i < digits.length; i++) {
				digits[i] = hexDigit(stdin.read());
			}
			if (stdin.read() != '\n') {
				throw noSecret("its first line is too long", null);
			}
			return Secret.read(digits);
		}
		catch (IOException ex) {
			throw noSecret("it cannot be read: " + ex.getMessage(), ex);
		}
		finally {
			Arrays.fill(digits, (byte) 0);
		}
	}

	private static byte hexDigit(int read) {
		if (read < 0) {
			throw noSecret("it ends too early", null);
		}
		if (!HexFormat.isHexDigit(read)) {
			throw noSecret("its first line is something else", null);
		}
		return (byte) read;
	}

	private static IpcException noSecret(String reason, @Nullable Throwable cause) {
		return new IpcException("Standard input must hold the secret of the parent, but " + reason
				+ "; a spawned process cannot be started by hand, leave '-ipc' away to run the program by itself",
				cause);
	}

	/** Returns {@code -ipc} and the address. */
	public List<String> arguments() {
		return List.of(OPTION, this.address);
	}

	/** Returns the file of the socket at which the parent listens. */
	Path socket() {
		return Path.of(this.address.substring(UNIX.length()));
	}

	/** Returns the 32 bytes themselves, not a copy. */
	public byte[] secret() {
		return this.secret;
	}

	/** Returns the secret as the child's first line of standard input. */
	public byte[] stdinLine() {
		return Secret.line(this.secret);
	}

	@Override
	public String toString() {
		return OPTION + " " + this.address;
	}

}
