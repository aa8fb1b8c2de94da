package dev.multiprocess.ipc.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Stands here for an input stream of another process.
 *
 * <p>
 * Each call fetches a batch: what was asked for, and somewhat more as long as it is read
 * in small pieces, since a call costs as much as some kilobytes. What was fetched is gone
 * from the stream at its owner. For one thread at a time, except that any thread may
 * close it, which ends the read of another one if that of the owner's stream does.
 */
final class ImportedInput extends InputStream implements Imported {

	private static final byte[] NONE = {};

	/** What the first call fetches at least; it doubles from call to call. */
	private static final int FIRST = 8 * 1024;

	private final RemoteInput remote;

	private final int chunk;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private byte[] batch = NONE;

	@GuardedBy("lock")
	private int position;

	@GuardedBy("lock")
	private int ahead;

	private volatile boolean closed;

	ImportedInput(RemoteInput remote, Link link) {
		this.remote = remote;
		this.chunk = link.chunk();
		this.ahead = Math.min(FIRST, this.chunk);
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		this.lock.lock();
		try {
			checkOpen();
			if (length == 0) {
				return 0;
			}
			if (left() == 0) {
				if (!fetch(Math.max(length, this.ahead))) {
					return -1;
				}
				this.ahead = Math.min(2 * this.ahead, this.chunk);
			}
			int count = Math.min(length, left());
			System.arraycopy(this.batch, this.position, target, offset, count);
			advance(count);
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private int left() {
		return this.batch.length - this.position;
	}

	@GuardedBy("lock")
	private void advance(int count) {
		this.position += count;
		if (left() == 0) {
			this.batch = NONE;
			this.position = 0;
		}
	}

	/** Fetches a batch; returns false at the end. */
	@GuardedBy("lock")
	private boolean fetch(int max) throws IOException {
		byte[] fetched = Failures.<byte @Nullable []>io(() -> this.remote.read(Math.min(max, this.chunk)));
		this.batch = (fetched != null) ? fetched : NONE;
		this.position = 0;
		return this.batch.length > 0;
	}

	@Override
	public long transferTo(OutputStream target) throws IOException {
		Objects.requireNonNull(target, "target");
		this.lock.lock();
		try {
			checkOpen();
			long total = 0;
			while (left() > 0 || fetch(this.chunk)) {
				int count = left();
				target.write(this.batch, this.position, count);
				advance(count);
				total += count;
			}
			return total;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public long skip(long count) throws IOException {
		this.lock.lock();
		try {
			checkOpen();
			long skipped = Math.max(0, Math.min(count, left()));
			advance((int) skipped);
			return (skipped < count) ? skipped + Failures.io(() -> this.remote.skip(count - skipped)) : skipped;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int available() throws IOException {
		this.lock.lock();
		try {
			checkOpen();
			return (left() > 0) ? left() : Failures.io(this.remote::available);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void checkOpen() throws IOException {
		if (this.closed) {
			throw new IOException("Stream closed");
		}
	}

	/** Closes the owner's stream. Takes no lock: a read may be waiting. */
	@Override
	public void close() throws IOException {
		this.closed = true;
		Failures.io(this.remote::close);
	}

}
