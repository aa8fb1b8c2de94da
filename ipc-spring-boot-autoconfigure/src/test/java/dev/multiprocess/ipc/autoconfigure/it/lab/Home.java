package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * What a parent lets its workers call.
 */
@RemoteInterface
public interface Home {

	/** Returns the parent's process id. */
	long pid();

}
