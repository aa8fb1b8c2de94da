package dev.multiprocess.ipc.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and texts from a range of bytes that a peer sent, from its beginning on
 * or backwards from its end; every step out of it is a violation.
 */
final class Cursor {

	private static final int LONGEST_DESCRIPTION = 4096;

	private final byte[] bytes;

	private int end;

	private int position;

	Cursor(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	int position() {
		return this.position;
	}

	int end() {
		return this.end;
	}

	int left() {
		return this.end - this.position;
	}

	int getByte() {
		return this.bytes[take(1)] & 0xff;
	}

	int getInt() {
		return Bytes.getInt(this.bytes, take(4));
	}

	long getLong() {
		return Bytes.getLong(this.bytes, take(8));
	}

	/** Returns a number of things of which each takes at least so many bytes. */
	int getCount(int bytesEach) {
		return checkCount(getInt(), bytesEach);
	}

	/** Refuses a number of things for which there are too few bytes. */
	int checkCount(int count, int bytesEach) {
		if (count < 0 || (long) count * bytesEach > left()) {
			throw new ProtocolException("The peer announced " + count + " items in " + left() + " bytes");
		}
		return count;
	}

	String getString() {
		int length = getInt();
		int start = take(length);
		for (int i = start; i < start + length; i++) {
			if (this.bytes[i] < 0) {
				return decode(start, length);
			}
		}
		// Most texts are ASCII, which needs no decoder.
		return new String(this.bytes, start, length, StandardCharsets.ISO_8859_1);
	}

	private String decode(int start, int length) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes, start, length)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new ProtocolException("The peer sent a text that is not UTF-8", ex);
		}
	}

	/**
	 * Returns a text for people, of a long one only the beginning: what is kept of a
	 * hostile peer's must not fill the memory.
	 */
	String getDescription() {
		String text = getString();
		return (text.length() <= LONGEST_DESCRIPTION) ? text : text.substring(0, LONGEST_DESCRIPTION) + "…";
	}

	@Nullable String getNullableString() {
		return (getByte() == 0) ? null : getString();
	}

	int take(int count) {
		checkLeft(count);
		int start = this.position;
		this.position += count;
		return start;
	}

	int getLastByte() {
		return this.bytes[takeLast(1)] & 0xff;
	}

	int getLastShort() {
		int index = takeLast(2);
		return (this.bytes[index] & 0xff) << 8 | this.bytes[index + 1] & 0xff;
	}

	long getLastLong() {
		return Bytes.getLong(this.bytes, takeLast(8));
	}

	private int takeLast(int count) {
		checkLeft(count);
		this.end -= count;
		return this.end;
	}

	private void checkLeft(int count) {
		if (count < 0 || count > left()) {
			throw new ProtocolException("The peer sent a frame that ends " + (count - left()) + " bytes too early");
		}
	}

	void expectEnd() {
		if (left() != 0) {
			throw new ProtocolException("The peer sent a frame with " + left() + " bytes too many");
		}
	}

}
