package dev.multiprocess.ipc.kryo;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Keeps keys with equal hash codes few: a table of them takes time with their square.
 *
 * <p>
 * Keys that can be compared are exempt, as the tables of the JDK put them in order.
 */
final class HashLoad {

	/** More than any hash code worth the name causes. */
	static final int MOST = 256;

	private HashLoad() {
	}

	/**
	 * Checks the keys of a table; both sides do, so an honest sender learns of it first.
	 * @throws Refusal if too many of them have one hash code
	 */
	static void check(@Nullable Object[] keys) {
		if (keys.length <= MOST) {
			return;
		}
		int count = 0;
		Class<?> type = Object.class;
		int[] hashes = new int[keys.length];
		for (Object key : keys) {
			if (key != null && !(key instanceof Comparable)) {
				type = key.getClass();
				hashes[count++] = key.hashCode();
			}
		}
		Arrays.sort(hashes, 0, count);
		for (int i = MOST; i < count; i++) {
			if (hashes[i] == hashes[i - MOST]) {
				throw Refusal.notAllowed(type, "more than " + MOST
						+ " keys or elements have the same hash code; improve their hashCode, or send a list");
			}
		}
	}

}
