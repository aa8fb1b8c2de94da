package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Flow;

/**
 * A {@link Flow.Publisher} as another process calls it.
 *
 * @param <T> the type of its items
 */
@Adapter
public interface RemotePublisher<T> {

	/**
	 * Adds a subscriber.
	 * @param subscriber an object of the caller
	 */
	void subscribe(Flow.Subscriber<T> subscriber);

}
