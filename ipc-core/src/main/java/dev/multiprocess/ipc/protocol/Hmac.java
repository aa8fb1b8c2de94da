package dev.multiprocess.ipc.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 as of RFC 2104. That of {@code javax.crypto} has each young JVM load and
 * check more than a hundred classes of providers before the first handshake.
 */
final class Hmac {

	/** The size of what SHA-256 takes in at once. */
	private static final int BLOCK = 64;

	private static final byte INNER = 0x36;

	private static final byte OUTER = 0x5c;

	private Hmac() {
	}

	/**
	 * Returns the code of some texts, one after the other.
	 * @param key the key, of any length
	 * @param texts the texts
	 * @return 32 bytes
	 */
	static byte[] sha256(byte[] key, byte[]... texts) {
		MessageDigest digest = digest();
		byte[] block = Arrays.copyOf((key.length > BLOCK) ? digest.digest(key) : key, BLOCK);
		digest.update(mixed(block, INNER));
		for (byte[] text : texts) {
			digest.update(text);
		}
		byte[] inner = digest.digest();
		digest.update(mixed(block, OUTER));
		return digest.digest(inner);
	}

	private static byte[] mixed(byte[] block, byte pad) {
		byte[] mixed = block.clone();
		for (int i = 0; i < mixed.length; i++) {
			mixed[i] ^= pad;
		}
		return mixed;
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
