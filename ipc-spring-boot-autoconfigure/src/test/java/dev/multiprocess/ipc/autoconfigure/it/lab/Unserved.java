package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * An interface that no bean of the worker implements.
 */
@RemoteInterface
public interface Unserved {

	/** Does nothing. */
	void touch();

}
