package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel between two threads of one program.
 *
 * <p>
 * Two of these share a lock and two buffers; what one writes the other reads. A buffer is
 * bounded, so that a writer waits for its reader as on a socket.
 */
public final class MemoryLink implements Channel {

	private static final int CAPACITY = 64 * 1024;

	private final ReentrantLock lock;

	private final Condition changed;

	private final Pipe incoming;

	private final Pipe outgoing;

	private final Yields yields = new Yields();

	private boolean woken;

	private MemoryLink(ReentrantLock lock, Pipe incoming, Pipe outgoing) {
		this.lock = lock;
		this.changed = lock.newCondition();
		this.incoming = incoming;
		this.outgoing = outgoing;
		incoming.reader = this;
		outgoing.writer = this;
	}

	/**
	 * Creates two connected ends.
	 * @return two channels
	 */
	public static Channel[] pair() {
		ReentrantLock lock = new ReentrantLock();
		Pipe there = new Pipe();
		Pipe back = new Pipe();
		return new Channel[] { new MemoryLink(lock, back, there), new MemoryLink(lock, there, back) };
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		this.lock.lock();
		try {
			if (this.incoming.readerClosed) {
				throw new ClosedChannelException();
			}
			int count = this.incoming.read(target);
			if (count > 0) {
				this.incoming.writer.changed.signal();
				this.yields.reset();
			}
			return (count == 0 && this.incoming.writerClosed) ? -1 : count;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		this.lock.lock();
		try {
			if (this.outgoing.writerClosed) {
				throw new ClosedChannelException();
			}
			if (this.outgoing.readerClosed) {
				throw new IOException("The other end is closed");
			}
			int count = this.outgoing.write(source);
			if (count > 0) {
				this.outgoing.reader.changed.signal();
			}
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void await(int interest, long nanos) throws IOException {
		if (interest == READ && this.yields.yield()) {
			return;
		}
		this.lock.lock();
		try {
			long left = (nanos < 0) ? Long.MAX_VALUE : nanos;
			while (!this.woken && !isReady(interest) && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			this.woken = false;
		}
		catch (InterruptedException ignored) {
			// The caller looks at the flag, as it does after a select.
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isReady(int interest) {
		return ((interest & READ) != 0
				&& (this.incoming.size > 0 || this.incoming.writerClosed || this.incoming.readerClosed))
				|| ((interest & WRITE) != 0
						&& (this.outgoing.size < CAPACITY || this.outgoing.readerClosed || this.outgoing.writerClosed));
	}

	@Override
	public void wake() {
		this.lock.lock();
		try {
			this.woken = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			this.incoming.readerClosed = true;
			this.outgoing.writerClosed = true;
			this.changed.signalAll();
			this.outgoing.reader.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One direction: a ring of bytes, guarded by the lock that both ends share.
	 */
	private static final class Pipe {

		private final byte[] bytes = new byte[CAPACITY];

		private int start;

		private int size;

		private boolean readerClosed;

		private boolean writerClosed;

		@SuppressWarnings("NullAway.Init")
		private MemoryLink reader;

		@SuppressWarnings("NullAway.Init")
		private MemoryLink writer;

		private int read(ByteBuffer target) {
			int total = 0;
			while (this.size > 0 && target.hasRemaining()) {
				int count = Math.min(target.remaining(), Math.min(this.size, CAPACITY - this.start));
				target.put(this.bytes, this.start, count);
				this.start = (this.start + count) % CAPACITY;
				this.size -= count;
				total += count;
			}
			return total;
		}

		private int write(ByteBuffer source) {
			int total = 0;
			while (this.size < CAPACITY && source.hasRemaining()) {
				int end = (this.start + this.size) % CAPACITY;
				int count = Math.min(source.remaining(), Math.min(CAPACITY - this.size, CAPACITY - end));
				source.get(this.bytes, end, count);
				this.size += count;
				total += count;
			}
			return total;
		}

	}

}
