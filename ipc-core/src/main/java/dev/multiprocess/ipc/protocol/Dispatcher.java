package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code that no call waits for, such as what depends on futures, on few threads
 * of the connection's executor. Safe for use by any number of threads.
 *
 * <p>
 * Ten thousand tasks at once are worked off by {@value #WIDTH} threads. User code may
 * block, even until a later task has run: whenever no task has been begun for
 * {@value #STALLED_MILLIS} ms while some wait, one thread more joins, up to
 * {@value #MOST}. Threads leave when nothing waits.
 */
final class Dispatcher implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

	/** Enough to keep the processors busy while one of them is at a slow task. */
	static final int WIDTH = 4;

	/** What a peer that answers nothing can make wait. */
	static final int MOST = 64;

	static final long STALLED_MILLIS = 200;

	private final Executor executor;

	/** Runs what it is given after {@value #STALLED_MILLIS} ms. */
	private final Executor later;

	@GuardedBy("this")
	private final Deque<Runnable> waiting = new ArrayDeque<>();

	@GuardedBy("this")
	private int threads;

	/** How many tasks have been begun; tells whether work goes on. */
	@GuardedBy("this")
	private long begun;

	/** Whether somebody will look whether work goes on. */
	@GuardedBy("this")
	private boolean watched;

	Dispatcher(Executor executor) {
		this(executor, CompletableFuture.delayedExecutor(STALLED_MILLIS, TimeUnit.MILLISECONDS, Runnable::run));
	}

	Dispatcher(Executor executor, Executor later) {
		this.executor = executor;
		this.later = later;
	}

	@Override
	public void execute(Runnable task) {
		boolean start;
		synchronized (this) {
			this.waiting.add(task);
			start = this.threads < WIDTH;
			if (start) {
				this.threads++;
			}
			else {
				watch();
			}
		}
		if (start) {
			this.executor.execute(this::work);
		}
	}

	private void work() {
		for (Runnable task = next(); task != null; task = next()) {
			run(task);
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.warn("What was to be told of a future or a stream failed", ex);
		}
		finally {
			// An interrupt that one task leaves behind is not meant for the next.
			Thread.interrupted();
		}
	}

	private synchronized @Nullable Runnable next() {
		Runnable task = this.waiting.poll();
		if (task == null) {
			this.threads--;
		}
		else {
			this.begun++;
		}
		return task;
	}

	@GuardedBy("this")
	private void watch() {
		if (!this.watched) {
			this.watched = true;
			long before = this.begun;
			this.later.execute(() -> look(before));
		}
	}

	/** Runs on a timer of the JDK, which must not be held up. */
	private void look(long before) {
		boolean start;
		synchronized (this) {
			this.watched = false;
			start = this.begun == before && !this.waiting.isEmpty() && this.threads < MOST;
			if (start) {
				this.threads++;
			}
			if (!this.waiting.isEmpty()) {
				watch();
			}
		}
		if (start) {
			this.executor.execute(this::work);
		}
	}

}
