package dev.multiprocess.ipc.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Serves the elements of an iterator or stream of this program in batches.
 *
 * <p>
 * Nobody knows whether the next element will take long. So a batch grows, from one
 * element, only while batches are filled without delay: who waits for events gets each
 * when it comes.
 *
 * @param <T> the type of its elements
 */
final class ExportedIterator<T> implements RemoteStream<T>, Exported {

	private static final int LARGEST_BATCH = 256;

	private static final long WITHOUT_DELAY = TimeUnit.MILLISECONDS.toNanos(1);

	/** The iterator or stream. */
	private final Object source;

	@GuardedBy("this")
	private @Nullable Iterator<@Nullable T> elements;

	/** Returned last, kept in case they were too large to arrive. */
	@GuardedBy("this")
	private final Deque<Element<T>> unconfirmed = new ArrayDeque<>();

	@GuardedBy("this")
	private long confirmed;

	@GuardedBy("this")
	private int batch = 1;

	/** How many elements were returned last. */
	@GuardedBy("this")
	private int returned;

	@GuardedBy("this")
	private int largest = LARGEST_BATCH;

	/** Met behind elements that were returned; thrown when these have arrived. */
	@GuardedBy("this")
	private @Nullable RuntimeException failure;

	/** An element, which may be null. */
	private record Element<T>(@Nullable T value) {
	}

	ExportedIterator(Object source) {
		this.source = source;
	}

	@Override
	public synchronized List<@Nullable T> next(long position) {
		if (position < this.confirmed || position > this.confirmed + this.unconfirmed.size()) {
			throw new IllegalArgumentException("element " + position + " is neither next nor one of the last batch");
		}
		if (position == this.confirmed && this.returned > 0) {
			this.largest = Math.max(1, this.returned / 2);
			this.batch = this.largest;
		}
		for (; this.confirmed < position; this.confirmed++) {
			this.unconfirmed.remove();
		}
		int wanted = this.batch;
		if (this.unconfirmed.isEmpty()) {
			fill(wanted);
		}
		List<@Nullable T> result = new ArrayList<>();
		this.unconfirmed.stream().limit(wanted).forEach((element) -> result.add(element.value()));
		this.returned = result.size();
		return result;
	}

	@GuardedBy("this")
	private void fill(int wanted) {
		if (this.failure != null) {
			RuntimeException failure = this.failure;
			this.failure = null;
			throw failure;
		}
		long start = System.nanoTime();
		try {
			Iterator<@Nullable T> iterator = iterator();
			while (this.unconfirmed.size() < wanted && iterator.hasNext()) {
				this.unconfirmed.add(new Element<>(iterator.next()));
			}
		}
		catch (RuntimeException ex) {
			if (this.unconfirmed.isEmpty()) {
				throw ex;
			}
			this.failure = ex;
		}
		boolean fast = System.nanoTime() - start < WITHOUT_DELAY;
		this.batch = fast ? Math.min(2 * this.batch, this.largest) : Math.max(1, this.batch / 2);
	}

	/** A stream is consumed by this, so not before somebody wants its elements. */
	@SuppressWarnings("unchecked")
	@GuardedBy("this")
	private Iterator<@Nullable T> iterator() {
		Iterator<@Nullable T> iterator = this.elements;
		if (iterator == null) {
			iterator = (this.source instanceof Stream<?> stream) ? (Iterator<@Nullable T>) stream.iterator()
					: (Iterator<@Nullable T>) this.source;
			this.elements = iterator;
		}
		return iterator;
	}

	@Override
	public void close() {
		if (this.source instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException("The iterator could not be closed", ex);
			}
		}
	}

}
