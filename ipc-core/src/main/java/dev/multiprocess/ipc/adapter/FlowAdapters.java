package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.StaleReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * Serves publishers, subscribers and subscriptions of this program; and stands here for
 * subscriptions of another one. What reactive streams demand of each is up to the objects
 * adapted.
 */
final class FlowAdapters {

	private FlowAdapters() {
	}

	/** Serves a publisher of this program. */
	record ExportedPublisher<T>(Flow.Publisher<T> publisher) implements RemotePublisher<T>, Exported {

		@Override
		public void subscribe(Flow.Subscriber<T> subscriber) {
			this.publisher.subscribe(subscriber);
		}

	}

	/** Serves a subscriber of this program. */
	record ExportedSubscriber<T>(Flow.Subscriber<T> subscriber) implements RemoteSubscriber<T>, Exported {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(T item) {
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Callable<@Nullable Void> failure) {
			try {
				failure.call();
			}
			catch (Exception ex) {
				this.subscriber.onError(ex);
			}
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

	/** Serves a subscription to a publisher of this program. */
	record ExportedSubscription(Flow.Subscription subscription) implements RemoteSubscription, Exported {

		@Override
		public void request(long count) {
			this.subscription.request(count);
		}

		@Override
		public void cancel() {
			this.subscription.cancel();
		}

	}

	/**
	 * Stands here for a subscription to a publisher of another process. When that is out
	 * of reach the subscriber is told so, thus nothing fails here.
	 */
	record ImportedSubscription(RemoteSubscription remote) implements Flow.Subscription, Imported {

		@Override
		public Object proxy() {
			return this.remote;
		}

		@Override
		public void request(long count) {
			quietly(() -> this.remote.request(count));
		}

		@Override
		public void cancel() {
			quietly(this.remote::cancel);
		}

		private static void quietly(Runnable call) {
			// Demand that got lost would leave the subscriber waiting for ever.
			boolean interrupted = Thread.interrupted();
			try {
				call.run();
			}
			catch (ConnectionClosedException | StaleReferenceException ignored) {
				// See above.
			}
			finally {
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		}

	}

}
