package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * A closable object that is a singleton in the worker.
 */
@RemoteInterface
public interface Keeper extends AutoCloseable {

	/** Does nothing. */
	void keep();

	@Override
	void close();

}
