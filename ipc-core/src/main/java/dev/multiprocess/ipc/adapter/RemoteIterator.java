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
	 * Returns elements, fewer than before if those did not fit into one message.
	 * @param position how many elements have arrived
	 * @return one element or more, or none at the end
	 */
	List<@Nullable T> next(long position);

	@Override
	void close();

}
