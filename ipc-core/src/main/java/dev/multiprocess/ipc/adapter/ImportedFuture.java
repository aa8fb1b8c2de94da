package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands here for a future of another process, and is completed when that is.
 *
 * <p>
 * Its completion happens once, as that of any {@link CompletableFuture}, whoever is
 * first: the owner's outcome, the end of the connection, or somebody here. What happens
 * here is passed on to the owner, without waiting for it. Until then it is kept
 * reachable, since dependents wait that hold it not; from then on it is an ordinary
 * future and stands for nothing.
 *
 * @param <T> the type of its value
 */
public final class ImportedFuture<T> extends CompletableFuture<T> implements Imported {

	private static final Logger logger = LoggerFactory.getLogger(ImportedFuture.class);

	private final Link link;

	private final AtomicBoolean fetched = new AtomicBoolean();

	private volatile @Nullable RemoteFuture<T> remote;

	/** Whether what completes it comes from the owner, which need not be told. */
	private volatile boolean told;

	ImportedFuture(RemoteFuture<T> remote, Link link) {
		this.remote = remote;
		this.link = link;
		// Sees every way to complete it, also those that call no method of this class.
		whenComplete(this::completed);
	}

	@Override
	public @Nullable Object proxy() {
		return isDone() ? null : this.remote;
	}

	@Override
	public boolean pending() {
		return true;
	}

	/**
	 * Claims to {@link #fetch} the outcome; returns true once, if it is still wanted. The
	 * owner may say any number of times that it is there.
	 */
	public boolean claim() {
		return this.remote != null && this.fetched.compareAndSet(false, true);
	}

	/** Fetches the outcome, which the owner has said is there. */
	public void fetch() {
		RemoteFuture<T> owner = this.remote;
		if (owner == null) {
			return;
		}
		try {
			T value = owner.result();
			this.told = true;
			complete(value);
		}
		catch (Throwable ex) {
			this.told = true;
			completeExceptionally(ofOrigin(ex));
		}
	}

	/**
	 * That its outcome could not even be asked for says nothing of the call that returned
	 * the future, which has run.
	 */
	private static Throwable ofOrigin(Throwable failure) {
		if (failure instanceof ConnectionClosedException closed && !closed.mayHaveExecuted()) {
			ConnectionClosedException lost = new ConnectionClosedException(
					"The process of the future can no longer be reached", true, closed.exit().orElse(null));
			lost.initCause(closed);
			return lost;
		}
		return failure;
	}

	@Override
	public void lost(IpcException reason) {
		this.told = true;
		completeExceptionally(reason);
	}

	private void completed(@Nullable T value, @Nullable Throwable failure) {
		RemoteFuture<T> owner = this.remote;
		this.remote = null;
		if (this.told || owner == null) {
			this.link.release();
		}
		else if (failure instanceof CancellationException) {
			this.link.cancel();
			this.link.release();
		}
		else {
			this.link.execute(() -> tell(owner, () -> outcome(value, failure)));
		}
	}

	private static <T> @Nullable T outcome(@Nullable T value, @Nullable Throwable failure) throws Exception {
		if (failure != null) {
			throw Failures.exception(failure);
		}
		return value;
	}

	private void tell(RemoteFuture<T> owner, Callable<T> outcome) {
		try {
			owner.complete(outcome);
		}
		catch (IpcException ex) {
			logger.debug("A future was completed here, but not where it lives", ex);
		}
		finally {
			this.link.release();
		}
	}

}
