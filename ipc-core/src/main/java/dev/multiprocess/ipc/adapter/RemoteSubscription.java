package dev.multiprocess.ipc.adapter;

import dev.multiprocess.ipc.OneWay;

/**
 * A {@link java.util.concurrent.Flow.Subscription} as another process calls it.
 */
@Adapter
public interface RemoteSubscription {

	/**
	 * Asks for items.
	 * @param count how many more
	 */
	@OneWay
	void request(long count);

	/** Asks for no more items. */
	@OneWay
	void cancel();

}
