package dev.multiprocess.ipc;

/**
 * Ends objects that belonged to their remote callers. Safe for use by any thread.
 */
@FunctionalInterface
public interface ResultDisposer {

	/**
	 * Ends the result of a method of the served {@link Init} once its callers have let go
	 * of it; not told of results of {@link Shared} methods.
	 * @param result the object; told of once
	 * @param closed whether a caller has called its {@code close()} already
	 */
	void dispose(Object result, boolean closed);

}
