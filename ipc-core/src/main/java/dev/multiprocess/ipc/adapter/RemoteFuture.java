package dev.multiprocess.ipc.adapter;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A future as another process calls it. That it is done, and that it shall be cancelled,
 * is told by control messages.
 *
 * @param <T> the type of its value
 */
@Adapter
public interface RemoteFuture<T> {

	/**
	 * Returns its value, or throws what it was completed with.
	 * @return the value
	 * @throws IllegalStateException if it is not done
	 */
	@Nullable T result() throws Exception;

	/**
	 * Completes it, unless it is done.
	 * @param outcome returns the value or throws the exception; called back on the way
	 * @return whether this has completed it
	 */
	boolean complete(Callable<T> outcome);

}
