package dev.multiprocess.ipc.process;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What two programs have to know to let each other in: 32 random bytes, and the line of
 * text that hands them on.
 *
 * <pre>
 * 64 lowercase hexadecimal digits, then '\n'
 * </pre>
 */
public final class Secret {

	/** The digits of a line. */
	static final int DIGITS = 64;

	private static final SecureRandom RANDOM = new SecureRandom();

	private Secret() {
	}

	/** Draws a secret: 32 bytes. */
	public static byte[] draw() {
		byte[] secret = new byte[DIGITS / 2];
		RANDOM.nextBytes(secret);
		return secret;
	}

	/** Returns the line that hands on a secret. */
	static byte[] line(byte[] secret) {
		return (HexFormat.of().formatHex(secret) + '\n').getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Returns the secret that a line begins with.
	 * @param line at least 64 bytes
	 * @throws IllegalArgumentException if other than digits are among them
	 */
	static byte[] read(byte[] line) {
		return HexFormat.of().parseHex(new String(line, 0, DIGITS, StandardCharsets.US_ASCII));
	}

}
