package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Streams of any length in which each byte is the low byte of its position, so that none
 * can be lost or doubled unseen.
 */
public final class Pattern {

	private Pattern() {
	}

	/** Yields the pattern. */
	public static class Input extends InputStream {

		private final long length;

		private long position;

		public Input(long length) {
			this.length = length;
		}

		@Override
		public int read() throws IOException {
			return (this.position == this.length) ? -1 : (int) (this.position++ & 0xff);
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int count = (int) Math.min(length, this.length - this.position);
			for (int i = 0; i < count; i++) {
				target[offset + i] = (byte) this.position++;
			}
			return (count == 0 && length > 0) ? -1 : count;
		}

	}

	/** Counts how many bytes are those of the pattern. */
	public static class Output extends OutputStream {

		private long position;

		private long right;

		@Override
		public synchronized void write(int value) {
			this.right += ((byte) value == (byte) this.position++) ? 1 : 0;
		}

		@Override
		public synchronized void write(byte[] source, int offset, int length) {
			for (int i = 0; i < length; i++) {
				this.right += (source[offset + i] == (byte) this.position++) ? 1 : 0;
			}
		}

		/** Returns how many bytes were right. */
		public synchronized long right() {
			return this.right;
		}

	}

}
