package dev.multiprocess.ipc.adapter;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * Stands here for a publisher of another process. Whoever has subscribed gets an error
 * when that is gone. Safe for use by any number of threads.
 *
 * @param <T> the type of its items
 */
final class ImportedPublisher<T> implements Flow.Publisher<T>, Imported {

	private final RemotePublisher<T> remote;

	private final Link link;

	private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

	private volatile @Nullable IpcException lost;

	ImportedPublisher(RemotePublisher<T> remote, Link link) {
		this.remote = remote;
		this.link = link;
	}

	@Override
	public @Nullable Object proxy() {
		return this.remote;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Subscriber own = new Subscriber(Objects.requireNonNull(subscriber, "subscriber"));
		this.subscribers.add(own);
		try {
			this.remote.subscribe(own);
		}
		catch (IpcException ex) {
			own.onError(ex);
		}
		catch (RuntimeException ex) {
			this.subscribers.remove(own);
			throw ex;
		}
		// Looked at after it was added: whoever is told in between finds it.
		IpcException lost = this.lost;
		if (lost != null) {
			own.onError(lost);
		}
	}

	@Override
	public void lost(IpcException reason) {
		this.lost = reason;
		// Apart from each other: one that fails or blocks must not hide it from the rest.
		this.subscribers.forEach((subscriber) -> this.link.execute(() -> subscriber.onError(reason)));
	}

	/**
	 * Knows whether the subscriber waits for something. Held by the publisher's process,
	 * and holds this publisher, so that neither is collected while items may come.
	 */
	private final class Subscriber implements Flow.Subscriber<T> {

		private final Flow.Subscriber<? super T> target;

		private final AtomicBoolean subscribed = new AtomicBoolean();

		/** Whether it gets no more signals. */
		private final AtomicBoolean ended = new AtomicBoolean();

		private Subscriber(Flow.Subscriber<? super T> target) {
			this.target = target;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			if (!this.subscribed.compareAndSet(false, true)) {
				subscription.cancel();
				return;
			}
			this.target.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
					subscription.request(count);
				}

				@Override
				public void cancel() {
					if (end()) {
						subscription.cancel();
					}
				}

			});
		}

		private boolean end() {
			ImportedPublisher.this.subscribers.remove(this);
			return this.ended.compareAndSet(false, true);
		}

		@Override
		public void onNext(T item) {
			if (!this.ended.get()) {
				this.target.onNext(item);
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (!end()) {
				return;
			}
			if (this.subscribed.compareAndSet(false, true)) {
				this.target.onSubscribe(new Nothing());
			}
			this.target.onError(failure);
		}

		@Override
		public void onComplete() {
			if (end()) {
				this.target.onComplete();
			}
		}

	}

	/** The subscription of who could not subscribe. */
	private static final class Nothing implements Flow.Subscription {

		@Override
		public void request(long count) {
		}

		@Override
		public void cancel() {
		}

	}

}
