package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.multiprocess.ipc.protocol.FrameBuffer;
import dev.multiprocess.ipc.protocol.LargeArrays;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes straight into the array of a frame, up to its limit. Confined to one thread.
 *
 * <p>
 * Strings are a count, then Latin-1 or else UTF-16: any string of Java arrives as it was,
 * and no sequence of bytes is invalid. The count is {@code 0} for {@code null}, else
 * {@code 1 + 2 * characters + (wide ? 1 : 0)}.
 */
final class FrameOutput extends Output {

	private static final byte[] NOTHING = {};

	private final int maxDepth;

	private @Nullable ValueContext context;

	FrameOutput(int maxDepth) {
		this.maxDepth = maxDepth;
		release();
	}

	void open(FrameBuffer target, ValueContext context) {
		setBuffer(target.bytes(), target.limit());
		setPosition(target.position());
		this.context = context;
	}

	void release() {
		setBuffer(NOTHING, 0);
		this.context = null;
	}

	ValueContext context() {
		ValueContext current = this.context;
		if (current == null) {
			throw new IllegalStateException("no frame is open");
		}
		return current;
	}

	int maxDepth() {
		return this.maxDepth;
	}

	@Override
	protected boolean require(int required) {
		if (this.capacity - this.position >= required) {
			return false;
		}
		long needed = (long) this.position + required;
		if (required < 0 || needed > this.maxCapacity) {
			throw Refusal.tooLarge(needed, this.maxCapacity);
		}
		int length = (int) Math.min(this.maxCapacity, Math.max(needed, 2L * this.capacity));
		this.buffer = LargeArrays.grow(this.buffer, this.position, length, this.maxCapacity);
		this.capacity = this.buffer.length;
		return true;
	}

	/** As Kryo's, which grows the array again and again on the way. */
	@Override
	public void writeBytes(byte[] bytes, int offset, int count) {
		require(count);
		System.arraycopy(bytes, offset, this.buffer, this.position, count);
		this.position += count;
	}

	@Override
	public void writeString(@Nullable String value) {
		if (value == null) {
			writeByte(0);
			return;
		}
		int length = value.length();
		if (length > this.maxCapacity - this.position) {
			throw Refusal.tooLarge((long) this.position + length, this.maxCapacity);
		}
		int start = this.position;
		writeVarInt(1 + 2 * length, true);
		require(length);
		if (!writeLatin(value, length)) {
			this.position = start;
			writeVarInt(2 + 2 * length, true);
			writeWide(value, length);
		}
	}

	/**
	 * A position within the array is left to be overwritten if a character does not fit.
	 */
	private boolean writeLatin(String value, int length) {
		byte[] bytes = this.buffer;
		int index = this.position;
		for (int i = 0; i < length; i++) {
			char character = value.charAt(i);
			if (character > 0xFF) {
				return false;
			}
			bytes[index++] = (byte) character;
		}
		this.position = index;
		return true;
	}

	private void writeWide(String value, int length) {
		require((int) Math.min(Integer.MAX_VALUE, 2L * length));
		for (int i = 0; i < length; i++) {
			writeChar(value.charAt(i));
		}
	}

}
