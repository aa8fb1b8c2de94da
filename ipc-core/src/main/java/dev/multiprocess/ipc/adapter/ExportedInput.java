package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Serves the reads of an input stream of this program.
 */
final class ExportedInput implements RemoteInput, Exported {

	/** Whatever the peer asks for. */
	private static final int MOST = 256 * 1024;

	private final InputStream stream;

	/** Met behind bytes that were returned; thrown by the next read. */
	@GuardedBy("this")
	private @Nullable IOException failure;

	ExportedInput(InputStream stream) {
		this.stream = stream;
	}

	@Override
	public byte @Nullable [] read(int max) throws IOException {
		synchronized (this) {
			IOException failure = this.failure;
			this.failure = null;
			if (failure != null) {
				throw failure;
			}
		}
		byte[] bytes = new byte[Math.min(Math.max(1, max), MOST)];
		int count = this.stream.read(bytes);
		if (count == 0) {
			// Some streams do so; nothing would look like the end.
			int next = this.stream.read();
			bytes[0] = (byte) next;
			count = (next < 0) ? -1 : 1;
		}
		if (count < 0) {
			return null;
		}
		count = readMore(bytes, count);
		return (count == bytes.length) ? bytes : Arrays.copyOf(bytes, count);
	}

	/** Fills up with what can be had without waiting; a call costs more than a read. */
	private int readMore(byte[] bytes, int from) {
		int count = from;
		try {
			while (count < bytes.length && this.stream.available() > 0) {
				int more = this.stream.read(bytes, count, bytes.length - count);
				if (more <= 0) {
					break;
				}
				count += more;
			}
		}
		catch (IOException ex) {
			synchronized (this) {
				this.failure = ex;
			}
		}
		return count;
	}

	@Override
	public long skip(long count) throws IOException {
		return this.stream.skip(count);
	}

	@Override
	public int available() throws IOException {
		return this.stream.available();
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
