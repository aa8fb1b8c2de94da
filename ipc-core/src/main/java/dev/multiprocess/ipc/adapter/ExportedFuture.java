package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * A future of this program as the peer of one connection knows it. Safe for use by any
 * number of threads.
 *
 * <p>
 * The peer asks to be told once; whichever comes later, the question or the completion,
 * tells it. It then fetches the outcome by a call.
 *
 * @param <T> the type of its value
 */
public final class ExportedFuture<T> implements RemoteFuture<T>, Exported {

	private final CompletionStage<T> stage;

	@GuardedBy("this")
	private boolean watched;

	@GuardedBy("this")
	private boolean released;

	@GuardedBy("this")
	private boolean cancelled;

	@GuardedBy("this")
	private boolean done;

	@GuardedBy("this")
	private @Nullable T value;

	@GuardedBy("this")
	private @Nullable Throwable failure;

	@GuardedBy("this")
	private @Nullable Runnable tell;

	ExportedFuture(CompletionStage<T> stage) {
		this.stage = stage;
	}

	/** Watches the future, not under any lock: it may be a class of the application. */
	@Override
	public void mentioned() {
		synchronized (this) {
			if (this.watched) {
				return;
			}
			this.watched = true;
		}
		this.stage.whenComplete(this::completed);
	}

	private void completed(@Nullable T value, @Nullable Throwable failure) {
		Runnable tell;
		synchronized (this) {
			this.done = true;
			this.value = value;
			this.failure = failure;
			tell = this.tell;
			this.tell = null;
		}
		if (tell != null) {
			tell.run();
		}
	}

	/**
	 * Runs an action when the future is done: now, or on the thread that completes it.
	 * @param tell does not block and runs no user code
	 */
	public void await(Runnable tell) {
		synchronized (this) {
			if (!this.done) {
				this.tell = this.released ? null : tell;
				return;
			}
		}
		tell.run();
	}

	/** The future may be pending for ever; let it hold no connection. */
	@Override
	public synchronized void unexported() {
		this.tell = null;
		this.released = true;
	}

	@Override
	public synchronized @Nullable T result() throws Exception {
		if (!this.done) {
			throw new IllegalStateException("The future is not done");
		}
		if (this.failure == null) {
			return this.value;
		}
		throw Failures.exception(unwrapped(this.failure));
	}

	/** A dependent stage wraps what failed the stage before it. */
	private static Throwable unwrapped(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	@Override
	public boolean complete(Callable<T> outcome) {
		CompletableFuture<T> future = this.stage.toCompletableFuture();
		try {
			return future.complete(outcome.call());
		}
		catch (Exception ex) {
			return future.completeExceptionally(ex);
		}
	}

	/**
	 * Claims to {@link #cancel} the future; returns true once, if that is not too late.
	 */
	public synchronized boolean claimCancel() {
		boolean first = !this.done && !this.cancelled;
		this.cancelled = true;
		return first;
	}

	/** Cancels the future; runs its dependents. */
	public void cancel() {
		this.stage.toCompletableFuture().cancel(true);
	}

}
