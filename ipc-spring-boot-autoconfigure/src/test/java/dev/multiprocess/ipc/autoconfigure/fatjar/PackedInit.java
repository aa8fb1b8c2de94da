package dev.multiprocess.ipc.autoconfigure.fatjar;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of the packed worker.
 */
@RemoteInterface
public interface PackedInit extends Init {

	/** Returns the worker's process id. */
	long pid();

}
