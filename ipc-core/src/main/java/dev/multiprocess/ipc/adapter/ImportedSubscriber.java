package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.StaleReferenceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands here for a subscriber of another process. Each signal is a call of the thread
 * that gives it; a subscriber out of reach has cancelled.
 *
 * @param <T> the type of its items
 */
final class ImportedSubscriber<T> implements Flow.Subscriber<T>, Imported {

	private static final Logger logger = LoggerFactory.getLogger(ImportedSubscriber.class);

	private final RemoteSubscriber<T> remote;

	private final Link link;

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private volatile boolean gone;

	ImportedSubscriber(RemoteSubscriber<T> remote, Link link) {
		this.remote = remote;
		this.link = link;
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription.set(subscription);
		if (this.gone) {
			cancel();
			return;
		}
		signal(() -> this.remote.onSubscribe(subscription));
	}

	@Override
	public void onNext(T item) {
		signal(() -> this.remote.onNext(item));
	}

	@Override
	public void onError(Throwable failure) {
		last(() -> this.remote.onError(() -> {
			throw Failures.exception(failure);
		}));
	}

	@Override
	public void onComplete() {
		last(this.remote::onComplete);
	}

	private void last(Runnable signal) {
		this.subscription.set(null);
		try {
			signal(signal);
		}
		finally {
			this.link.release();
		}
	}

	private void signal(Runnable signal) {
		try {
			signal.run();
		}
		catch (ConnectionClosedException | StaleReferenceException ex) {
			logger.debug("A subscriber is out of reach", ex);
			cancel();
		}
	}

	@Override
	public void lost(IpcException reason) {
		this.gone = true;
		cancel();
	}

	private void cancel() {
		Flow.Subscription subscription = this.subscription.getAndSet(null);
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
