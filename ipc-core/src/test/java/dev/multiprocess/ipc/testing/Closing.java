package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * An object that is to be closed.
 */
@RemoteInterface
public interface Closing extends AutoCloseable {

	String name();

	/** Leaves the event {@code closed <name>}; fails if the name says so. */
	@Override
	void close() throws FooException;

}
