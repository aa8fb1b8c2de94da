package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.testing.Pattern;

/**
 * Counts what is asked of it, and on which threads.
 */
final class WatchedInput extends Pattern.Input {

	final AtomicInteger closed = new AtomicInteger();

	private final Thread owner = Thread.currentThread();

	/** How many reads ran on another thread than it was made on. */
	final AtomicInteger others = new AtomicInteger();

	/** The most that was asked for at once. */
	int largest;

	/** How many bytes it gave. */
	long given;

	WatchedInput(long length) {
		super(length);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		if (Thread.currentThread() != this.owner) {
			this.others.incrementAndGet();
		}
		this.largest = Math.max(this.largest, length);
		int count = super.read(target, offset, length);
		this.given += Math.max(0, count);
		return count;
	}

	@Override
	public void close() {
		this.closed.incrementAndGet();
	}

}
