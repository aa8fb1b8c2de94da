package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;

/**
 * One start of a process, or its restart and the time until then. Used once; safe for use
 * by any number of threads.
 *
 * <p>
 * A start has a thread of its own: neither an interrupt nor a timeout of those who wait
 * for it ends it for the others.
 */
final class Attempt {

	private final boolean demanded;

	/** Completes with true when it begins, with false if it never will. */
	private final CompletableFuture<Boolean> due = new CompletableFuture<>();

	/** Whether it is decided that the process is started, or that it is not. */
	private final AtomicBoolean decided = new AtomicBoolean();

	private final CompletableFuture<Incarnation> result = new CompletableFuture<>();

	/**
	 * Creates an attempt.
	 * @param demanded whether somebody wants it now, so that its failure is for that one
	 * to deal with
	 */
	Attempt(boolean demanded) {
		this.demanded = demanded;
	}

	boolean isDemanded() {
		return this.demanded;
	}

	/** Completes with what was started, or with the failure; or is cancelled. */
	CompletableFuture<Incarnation> result() {
		return this.result;
	}

	/**
	 * Starts the process after a time, unless told otherwise meanwhile.
	 * @param name the process' name
	 * @param nanos the time
	 * @param before completes when the process before it lets it start
	 * @param launcher starts it, or throws, within the start-up timeout
	 * @param outcome told, before others, what was started or why nothing was
	 */
	void begin(String name, long nanos, CompletableFuture<?> before, Supplier<RunningProcess> launcher,
			BiConsumer<@Nullable Incarnation, @Nullable Throwable> outcome) {
		this.due.thenAcceptBoth(before.handle((end, failure) -> true), (due, ended) -> {
			if (due) {
				start(name, launcher, outcome);
			}
		});
		if (nanos > 0) {
			this.due.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
		}
		else {
			hurry();
		}
	}

	/** Starts the process now if it has not been. */
	void hurry() {
		this.due.complete(true);
	}

	/**
	 * Starts no process if that has not begun; nothing is told of it but to those who
	 * wait.
	 * @return whether that was in time
	 */
	boolean cancel() {
		boolean inTime = this.decided.compareAndSet(false, true);
		if (inTime) {
			this.due.complete(false);
			this.result.cancel(false);
		}
		return inTime;
	}

	private void start(String name, Supplier<RunningProcess> launcher,
			BiConsumer<@Nullable Incarnation, @Nullable Throwable> outcome) {
		Thread thread = DaemonThread.create("ipc-" + name + "-start", () -> launch(launcher, outcome));
		try {
			thread.start();
		}
		catch (Error ex) {
			// Not one more thread: those who wait have to be told.
			if (this.decided.compareAndSet(false, true)) {
				fail(ex, outcome);
			}
		}
	}

	private void launch(Supplier<RunningProcess> launcher,
			BiConsumer<@Nullable Incarnation, @Nullable Throwable> outcome) {
		if (!this.decided.compareAndSet(false, true)) {
			return;
		}
		Incarnation started;
		try {
			started = new Incarnation(launcher.get());
		}
		catch (Throwable ex) {
			// Of any kind: the program's own objects may be made on this thread.
			fail(ex, outcome);
			return;
		}
		try {
			outcome.accept(started, null);
		}
		finally {
			this.result.complete(started);
		}
	}

	private void fail(Throwable failure, BiConsumer<@Nullable Incarnation, @Nullable Throwable> outcome) {
		try {
			outcome.accept(null, failure);
		}
		finally {
			this.result.completeExceptionally(failure);
		}
	}

	/** Waits, but not for ever, until it has succeeded or failed. */
	void await(Duration limit) {
		this.result.handle((started, failure) -> true)
			.completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)
			.join();
	}

}
