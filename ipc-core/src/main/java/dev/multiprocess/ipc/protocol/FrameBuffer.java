package dev.multiprocess.ipc.protocol;

import java.nio.charset.StandardCharsets;

import dev.multiprocess.ipc.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one frame as they are written; grows up to a limit. Confined to one
 * thread.
 */
public final class FrameBuffer {

	/**
	 * Buffers that grew beyond this many bytes are given up after use, so that lanes hold
	 * no traces of large messages.
	 */
	static final int KEPT = 64 * 1024;

	private static final int INITIAL = 512;

	private final int limit;

	/** Stays, so that a large array can be given up even if memory has run out. */
	private final byte[] initial = new byte[INITIAL];

	private byte[] bytes = this.initial;

	private int position;

	/**
	 * Creates an empty buffer.
	 * @param limit the largest number of bytes it may hold
	 */
	public FrameBuffer(int limit) {
		this.limit = limit;
	}

	/** Returns the array that holds the bytes; valid until more are written. */
	public byte[] bytes() {
		return this.bytes;
	}

	/** Returns the number of bytes written. */
	public int position() {
		return this.position;
	}

	/** Returns the largest number of bytes this buffer may hold. */
	public int limit() {
		return this.limit;
	}

	/**
	 * Takes over an array that was written to directly.
	 * @param bytes the array, of any length up to the limit; its content so far is kept
	 * @param position the number of bytes written
	 */
	public void adopt(byte[] bytes, int position) {
		this.bytes = bytes;
		this.position = position;
	}

	void reset() {
		this.position = 0;
		if (this.bytes.length > KEPT) {
			byte[] done = this.bytes;
			this.bytes = this.initial;
			LargeArrays.give(done);
		}
	}

	void truncate(int position) {
		this.position = position;
	}

	void putByte(int value) {
		require(1);
		this.bytes[this.position++] = (byte) value;
	}

	void putShort(int value) {
		putByte(value >>> 8);
		putByte(value);
	}

	void putInt(int value) {
		require(4);
		Bytes.putInt(this.bytes, this.position, value);
		this.position += 4;
	}

	void putLong(long value) {
		require(8);
		Bytes.putLong(this.bytes, this.position, value);
		this.position += 8;
	}

	/** Appends a text as its length in bytes and its UTF-8 form. */
	void putString(String value) {
		byte[] text = value.getBytes(StandardCharsets.UTF_8);
		putInt(text.length);
		require(text.length);
		System.arraycopy(text, 0, this.bytes, this.position, text.length);
		this.position += text.length;
	}

	void putNullableString(@Nullable String value) {
		putByte((value != null) ? 1 : 0);
		if (value != null) {
			putString(value);
		}
	}

	void setInt(int index, int value) {
		Bytes.putInt(this.bytes, index, value);
	}

	private void require(int count) {
		int needed = this.position + count;
		if (needed > this.limit) {
			throw new MessageTooLargeException("A message", "bytes", needed, this.limit);
		}
		if (needed > this.bytes.length) {
			this.bytes = LargeArrays.grow(this.bytes, this.position,
					Math.min(this.limit, Math.max(needed, 2 * this.bytes.length)), this.limit);
		}
	}

}
