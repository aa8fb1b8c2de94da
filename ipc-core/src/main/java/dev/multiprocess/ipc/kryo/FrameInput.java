package dev.multiprocess.ipc.kryo;

import java.nio.charset.StandardCharsets;

import com.esotericsoftware.kryo.kryo5.io.Input;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ValueContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads one complete frame and allocates for nothing that the frame does not hold.
 * Confined to one thread.
 *
 * <p>
 * Kryo's own input trusts lengths, grows a buffer for characters, and moves bytes within
 * the array it reads from when they run out; all of that is overridden here.
 */
final class FrameInput extends Input {

	private static final byte[] NOTHING = {};

	private @Nullable ValueContext context;

	FrameInput() {
		release();
	}

	void open(byte[] source, int from, int to, ValueContext context) {
		setBuffer(source, from, to - from);
		this.context = context;
	}

	void release() {
		setBuffer(NOTHING);
		this.context = null;
	}

	ValueContext context() {
		ValueContext current = this.context;
		if (current == null) {
			throw new IllegalStateException("no frame is open");
		}
		return current;
	}

	/** Fails unless all bytes have been read. */
	void expectEnd() {
		if (this.position != this.limit) {
			throw new ProtocolException("Malformed value: " + (this.limit - this.position) + " bytes too many");
		}
	}

	/**
	 * Reads a count that the rest of the frame can hold.
	 * @param bytesEach what each of the things counted takes at least
	 */
	int readCount(int bytesEach) {
		return checked(readVarInt(true), bytesEach);
	}

	private int checked(int count, int bytesEach) {
		int left = this.limit - this.position;
		if (count < 0 || (long) count * bytesEach > left) {
			throw new ProtocolException("Malformed value: " + count + " times " + bytesEach
					+ " bytes announced, but only " + left + " bytes are left");
		}
		return count;
	}

	@Override
	protected int require(int required) {
		int left = this.limit - this.position;
		if (required < 0 || left < required) {
			throw new ProtocolException("Malformed value: the frame ends too early");
		}
		return left;
	}

	@Override
	protected int optional(int optional) {
		int left = this.limit - this.position;
		return (left == 0) ? -1 : Math.min(left, optional);
	}

	@Override
	protected int fill(byte[] buffer, int offset, int count) {
		return -1;
	}

	/** As Kryo's, which takes its slow path near the end of a buffer, where calls are. */
	@Override
	public int readVarInt(boolean optimizePositive) {
		int result = 0;
		int shift = 0;
		int part;
		do {
			require(1);
			part = this.buffer[this.position++];
			result |= (part & 0x7F) << shift;
			shift += 7;
		}
		while (part < 0 && shift < Integer.SIZE);
		return optimizePositive ? result : (result >>> 1) ^ -(result & 1);
	}

	@Override
	public boolean readBoolean() {
		int value = readByte();
		if ((value & ~1) != 0) {
			throw new ProtocolException("Malformed value: a flag is " + value);
		}
		return value != 0;
	}

	@Override
	public @Nullable String readString() {
		int header = readVarInt(true);
		if (header == 0) {
			return null;
		}
		boolean wide = (header & 1) == 0;
		// The header of the longest strings has its sign bit set.
		int length = checked((header - 1) >>> 1, wide ? 2 : 1);
		if (wide) {
			return new String(readChars(length));
		}
		String value = new String(this.buffer, this.position, length, StandardCharsets.ISO_8859_1);
		this.position += length;
		return value;
	}

	@Override
	public @Nullable StringBuilder readStringBuilder() {
		String value = readString();
		return (value != null) ? new StringBuilder(value) : null;
	}

	@Override
	public byte[] readBytes(int length) {
		return super.readBytes(checked(length, 1));
	}

	@Override
	public int[] readInts(int length) {
		return super.readInts(checked(length, Integer.BYTES));
	}

	@Override
	public int[] readInts(int length, boolean optimizePositive) {
		return super.readInts(checked(length, 1), optimizePositive);
	}

	@Override
	public long[] readLongs(int length) {
		return super.readLongs(checked(length, Long.BYTES));
	}

	@Override
	public long[] readLongs(int length, boolean optimizePositive) {
		return super.readLongs(checked(length, 1), optimizePositive);
	}

	@Override
	public float[] readFloats(int length) {
		return super.readFloats(checked(length, Float.BYTES));
	}

	@Override
	public double[] readDoubles(int length) {
		return super.readDoubles(checked(length, Double.BYTES));
	}

	@Override
	public short[] readShorts(int length) {
		return super.readShorts(checked(length, Short.BYTES));
	}

	@Override
	public char[] readChars(int length) {
		return super.readChars(checked(length, Character.BYTES));
	}

	@Override
	public boolean[] readBooleans(int length) {
		return super.readBooleans(checked(length, 1));
	}

}
