package dev.multiprocess.ipc.adapter;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import dev.multiprocess.ipc.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Stands here for an iterator of another process, from which it fetches a batch of
 * elements with each call. Elements cannot be removed. For one thread at a time, except
 * that any thread may close it.
 *
 * @param <T> the type of its elements
 */
final class ImportedIterator<T> implements Iterator<@Nullable T>, AutoCloseable, Imported {

	private static final int MOST_ATTEMPTS = 10;

	private final RemoteIterator<T> remote;

	private List<@Nullable T> batch = List.of();

	/** How many of the batch have been handed out. */
	private int taken;

	/** How many elements have arrived. */
	private long arrived;

	private boolean ended;

	private volatile boolean closed;

	ImportedIterator(RemoteIterator<T> remote) {
		this.remote = remote;
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public boolean hasNext() {
		if (this.closed) {
			throw new IllegalStateException("Iterator closed");
		}
		if (this.taken == this.batch.size() && !this.ended) {
			this.batch = List.of();
			this.taken = 0;
			this.batch = fetch();
			this.arrived += this.batch.size();
			this.ended = this.batch.isEmpty();
		}
		return !this.ended;
	}

	private List<@Nullable T> fetch() {
		for (int attempts = 1;; attempts++) {
			try {
				return this.remote.next(this.arrived);
			}
			catch (MessageTooLargeException ex) {
				// The owner returns half as many each time; at last only one.
				if (attempts == MOST_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	@Override
	public @Nullable T next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		return this.batch.get(this.taken++);
	}

	@Override
	public void close() {
		this.closed = true;
		this.remote.close();
	}

}
