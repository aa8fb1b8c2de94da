package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Stands here for an output stream of another process.
 *
 * <p>
 * Nothing is kept back: each write is a call, or several if it is large, and has happened
 * when it returns, as the owner may look at once. Who writes in small pieces wraps it in
 * a {@link java.io.BufferedOutputStream}, as for files. Safe for use by several threads
 * as far as the owner's stream is; only what is larger than a chunk may then be mixed.
 */
final class ImportedOutput extends OutputStream implements Imported {

	private final RemoteOutput remote;

	private final int chunk;

	private volatile boolean closed;

	ImportedOutput(RemoteOutput remote, Link link) {
		this.remote = remote;
		this.chunk = link.chunk();
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, source.length);
		checkOpen();
		for (int from = offset; from < offset + length; from += this.chunk) {
			byte[] piece = Arrays.copyOfRange(source, from, from + Math.min(this.chunk, offset + length - from));
			Failures.io(() -> this.remote.write(piece));
		}
	}

	@Override
	public void flush() throws IOException {
		checkOpen();
		Failures.io(this.remote::flush);
	}

	private void checkOpen() throws IOException {
		if (this.closed) {
			throw new IOException("Stream closed");
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		Failures.io(this.remote::close);
	}

}
