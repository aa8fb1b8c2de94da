package dev.multiprocess.ipc.protocol;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the JVM to collect proxies when this program holds nearly as many objects of its
 * peer as it may: the JVM knows nothing of what they cost there. Safe for use by any
 * number of threads.
 *
 * <p>
 * The side that holds the objects decides for itself: it knows as well as its peer how
 * many they are, and no peer can make it collect without giving it that many.
 */
final class CollectionPressure {

	private static final Logger logger = LoggerFactory.getLogger(CollectionPressure.class);

	private static final int PERCENT = 80;

	private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final int enough;

	private final Executor executor;

	private final Runnable collection;

	private final LongSupplier clock;

	/** When the next collection may be asked for. */
	private final AtomicLong next;

	CollectionPressure(int limit, Executor executor) {
		this(limit, executor, System::gc, System::nanoTime);
	}

	/**
	 * Creates the pressure of one connection.
	 * @param limit the most objects that are held at once
	 * @param executor runs the collection
	 * @param collection asks the JVM to collect
	 * @param clock the time in nanoseconds
	 */
	CollectionPressure(int limit, Executor executor, Runnable collection, LongSupplier clock) {
		this.enough = (int) Math.max(1, (long) limit * PERCENT / 100);
		this.executor = executor;
		this.collection = collection;
		this.clock = clock;
		this.next = new AtomicLong(clock.getAsLong());
	}

	/** Tells how many objects are held now. */
	void holds(int count) {
		if (count < this.enough) {
			return;
		}
		long now = this.clock.getAsLong();
		long due = this.next.get();
		if (now - due >= 0 && this.next.compareAndSet(due, now + PAUSE_NANOS)) {
			logger.debug("{} objects of another process are held; asking for a collection", count);
			this.executor.execute(this.collection);
		}
	}

}
