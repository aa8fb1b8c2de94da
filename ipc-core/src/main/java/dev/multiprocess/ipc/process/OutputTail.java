package dev.multiprocess.ipc.process;

import java.nio.charset.StandardCharsets;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Keeps the last bytes a process wrote, for the report of its end. For use by any thread.
 */
final class OutputTail {

	private static final int CAPACITY = 64 * 1024;

	@GuardedBy("this")
	private final byte[] ring = new byte[CAPACITY];

	@GuardedBy("this")
	private long written;

	/**
	 * Adds bytes and forgets the oldest ones.
	 * @param bytes holds them
	 * @param length how many, from the start
	 */
	synchronized void append(byte[] bytes, int length) {
		int count = Math.min(length, CAPACITY);
		int from = length - count;
		int at = (int) ((this.written + from) % CAPACITY);
		int untilEnd = Math.min(count, CAPACITY - at);
		System.arraycopy(bytes, from, this.ring, at, untilEnd);
		System.arraycopy(bytes, from + untilEnd, this.ring, 0, count - untilEnd);
		this.written += length;
	}

	/** Returns what is kept, as text; bytes that are none are replaced. */
	synchronized String text() {
		int count = (int) Math.min(this.written, CAPACITY);
		byte[] bytes = new byte[count];
		int at = (int) ((this.written - count) % CAPACITY);
		int untilEnd = Math.min(count, CAPACITY - at);
		System.arraycopy(this.ring, at, bytes, 0, untilEnd);
		System.arraycopy(this.ring, 0, bytes, untilEnd, count - untilEnd);
		int start = 0;
		if (this.written > CAPACITY) {
			// Its first character may have lost its first bytes.
			while (start < 3 && (bytes[start] & 0xC0) == 0x80) {
				start++;
			}
		}
		return new String(bytes, start, count - start, StandardCharsets.UTF_8);
	}

}
