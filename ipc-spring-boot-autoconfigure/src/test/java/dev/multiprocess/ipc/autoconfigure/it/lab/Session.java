package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * A closable object of which the worker makes a new one for each who asks.
 */
@RemoteInterface
public interface Session extends AutoCloseable {

	/** Returns which one it is. */
	int number();

	@Override
	void close();

}
