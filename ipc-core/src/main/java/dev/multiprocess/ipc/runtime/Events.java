package dev.multiprocess.ipc.runtime;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens, one event after the other, on a thread of its own: they
 * may call, wait or fail, and hold up nobody. Safe for use by any number of threads.
 */
final class Events {

	/** A listener that is later than this loses events. */
	static final int MAX_WAITING = 1000;

	private static final long PATIENCE_SECONDS = 5;

	private static final Logger logger = LoggerFactory.getLogger(Events.class);

	private final List<IpcListener> listeners;

	private final ThreadPoolExecutor executor;

	private final AtomicLong dropped = new AtomicLong();

	private volatile @Nullable Thread thread;

	Events(List<IpcListener> listeners) {
		this.listeners = listeners;
		this.executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING),
				this::newThread, (event, executor) -> dropped());
		this.executor.allowCoreThreadTimeOut(true);
	}

	private Thread newThread(Runnable work) {
		Thread created = DaemonThread.create("ipc-events", work);
		this.thread = created;
		return created;
	}

	private void dropped() {
		long count = this.dropped.incrementAndGet();
		if (!this.executor.isShutdown() && Long.bitCount(count) == 1) {
			logger.warn("The listener of processes is too slow: {} events were not told", count);
		}
	}

	/** Has the listeners told, later and in order. */
	void tell(Consumer<IpcListener> event) {
		if (this.listeners.isEmpty()) {
			return;
		}
		try {
			this.executor.execute(() -> run(event));
		}
		catch (OutOfMemoryError ex) {
			// No thread for it; whoever tells has more important things to do.
			dropped();
		}
	}

	/**
	 * Has the listeners told of something that a process can cause as often as it likes,
	 * if it is not late already: what happens to processes is not lost for it.
	 */
	void tellIfRoom(Consumer<IpcListener> event) {
		if (this.executor.getQueue().size() < MAX_WAITING / 2) {
			tell(event);
		}
	}

	private void run(Consumer<IpcListener> event) {
		for (IpcListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of processes failed", ex);
			}
		}
	}

	/** Ends once all events were told, waiting a moment for that. */
	void close() {
		this.executor.shutdown();
		if (Thread.currentThread() == this.thread) {
			return;
		}
		boolean interrupted = Thread.interrupted();
		try {
			if (!this.executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				logger.warn("A listener of processes has not ended after {} s", PATIENCE_SECONDS);
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
