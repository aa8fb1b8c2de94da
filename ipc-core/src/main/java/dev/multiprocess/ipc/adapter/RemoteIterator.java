package dev.multiprocess.ipc.adapter;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An {@link java.util.Iterator} as another process calls it.
 *
 * @param <T> the type of its elements
 */
@Adapter
public interface RemoteIterator<T> extends AutoCloseable {

	/**
	 * Returns elements, again if they were returned before but did not arrive.
	 * @param position how many elements have arrived
	 * @param max the most elements to return
	 * @return one element or more, or none at the end
	 */
	List<@Nullable T> next(long position, int max);

	@Override
	void close();

}
