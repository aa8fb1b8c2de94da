package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.Ipc.Registration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callbacks that run when objects of one connection are gone, each exactly once, last
 * registered first.
 *
 * <p>
 * Whoever takes a callback out of the list, under the lock, runs it, outside of the lock.
 * Safe for use by any number of threads.
 */
final class Cleanups {

	private static final Logger logger = LoggerFactory.getLogger(Cleanups.class);

	/**
	 * After this time a callback is reported; on the cleanup thread it no longer holds up
	 * the others.
	 */
	private static final long HANGS_AFTER_SECONDS = 5;

	private final Executor executor;

	/** Last registered first. */
	@GuardedBy("this")
	private final Deque<Cleanup> registered = new ArrayDeque<>();

	/** Waits for the cleanup thread. */
	@GuardedBy("this")
	private final Deque<Runnable> queued = new ArrayDeque<>();

	/**
	 * The drain that works on the queue; one that hangs is replaced and stops when it
	 * wakes up.
	 */
	@GuardedBy("this")
	private @Nullable Drain drain;

	Cleanups(Executor executor) {
		this.executor = executor;
	}

	/** A callback and the object it waits for. */
	private record Cleanup(Import target, Runnable callback) {
	}

	/** Registers a callback, or runs it at once if its object is gone. */
	Registration add(Import target, Runnable callback) {
		Cleanup cleanup = new Cleanup(target, callback);
		synchronized (this) {
			this.registered.addFirst(cleanup);
		}
		// Looked at after the registration: whoever ends the object in between finds it
		// in the list.
		if (target.gone() != null) {
			take(target).forEach(this::runHere);
		}
		return () -> {
			synchronized (this) {
				this.registered.removeIf((other) -> other == cleanup);
			}
		};
	}

	/** Runs all callbacks on this thread. */
	void runAllHere() {
		take(null).forEach(this::runHere);
	}

	/** Runs all callbacks on the cleanup thread. */
	void runAllLater() {
		runLater(take(null));
	}

	/** Takes out the callbacks of one object, or of all. */
	private synchronized List<Runnable> take(@Nullable Import target) {
		List<Runnable> taken = new ArrayList<>();
		for (Iterator<Cleanup> all = this.registered.iterator(); all.hasNext();) {
			Cleanup cleanup = all.next();
			if (target == null || cleanup.target() == target) {
				taken.add(cleanup.callback());
				all.remove();
			}
		}
		return taken;
	}

	/** Runs the callbacks of an object on this thread. */
	void runHere(Import target) {
		take(target).forEach(this::runHere);
	}

	/** Runs the callbacks of an object on the cleanup thread. */
	void runLater(Import target) {
		runLater(take(target));
	}

	/** Runs other work that ends in user code on the cleanup thread. */
	void runLater(List<Runnable> work) {
		if (work.isEmpty()) {
			return;
		}
		Drain started = null;
		synchronized (this) {
			this.queued.addAll(work);
			if (this.drain == null) {
				started = new Drain();
				this.drain = started;
			}
		}
		start(started);
	}

	/** Outside of the lock: an executor may run what it gets at once. */
	private void start(@Nullable Drain started) {
		if (started != null) {
			this.executor.execute(started);
		}
	}

	void runHere(Runnable callback) {
		CompletableFuture<Void> watch = watch(Thread.currentThread(), null);
		LocalObjects.run(callback);
		watch.cancel(false);
	}

	private CompletableFuture<Void> watch(Thread thread, @Nullable Drain hanging) {
		CompletableFuture<Void> watch = new CompletableFuture<>();
		watch.orTimeout(HANGS_AFTER_SECONDS, TimeUnit.SECONDS).whenComplete((done, failure) -> {
			if (failure instanceof TimeoutException) {
				logger.warn("A cleanup has not ended after {} s, on thread {}", HANGS_AFTER_SECONDS, thread.getName());
				replace(hanging);
			}
		});
		return watch;
	}

	private void replace(@Nullable Drain hanging) {
		Drain started = null;
		synchronized (this) {
			if (hanging != null && this.drain == hanging) {
				started = new Drain();
				this.drain = started;
			}
		}
		start(started);
	}

	/**
	 * Works on the queue until it is empty.
	 */
	private final class Drain implements Runnable {

		@Override
		public void run() {
			for (Runnable next = next(); next != null; next = next()) {
				CompletableFuture<Void> watch = watch(Thread.currentThread(), this);
				LocalObjects.run(next);
				// An interrupt that one leaves behind is not meant for the next.
				Thread.interrupted();
				watch.cancel(false);
			}
		}

		private @Nullable Runnable next() {
			synchronized (Cleanups.this) {
				if (Cleanups.this.drain != this) {
					return null;
				}
				Runnable next = Cleanups.this.queued.poll();
				if (next == null) {
					Cleanups.this.drain = null;
				}
				return next;
			}
		}

	}

}
