package dev.multiprocess.ipc.adapter;

/**
 * A {@link java.util.stream.Stream} as another process calls it.
 *
 * @param <T> the type of its elements
 */
@Adapter
public interface RemoteStream<T> extends RemoteIterator<T> {

}
