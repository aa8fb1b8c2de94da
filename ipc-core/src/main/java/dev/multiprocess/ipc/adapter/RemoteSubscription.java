package dev.multiprocess.ipc.adapter;

/**
 * A {@link java.util.concurrent.Flow.Subscription} as another process calls it.
 */
@Adapter
public interface RemoteSubscription {

	/**
	 * Asks for items.
	 * @param count how many more
	 */
	void request(long count);

	/** Asks for no more items. */
	void cancel();

}
