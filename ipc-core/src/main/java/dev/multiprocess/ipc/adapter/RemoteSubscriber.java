package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Flow.Subscriber} as another process calls it.
 *
 * @param <T> the type of its items
 */
@Adapter
public interface RemoteSubscriber<T> {

	/**
	 * Gives it its subscription.
	 * @param subscription an object of the caller
	 */
	void onSubscribe(Flow.Subscription subscription);

	/**
	 * Gives it an item.
	 * @param item the item
	 */
	void onNext(T item);

	/**
	 * Tells it that there are no more items because something failed.
	 * @param failure throws what it was; called back on the way
	 */
	void onError(Callable<@Nullable Void> failure);

	/** Tells it that there are no more items. */
	void onComplete();

}
