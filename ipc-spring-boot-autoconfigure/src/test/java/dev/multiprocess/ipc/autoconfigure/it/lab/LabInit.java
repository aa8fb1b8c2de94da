package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of the worker.
 */
@RemoteInterface
public interface LabInit extends Init {

	/** Makes the bean that tells about the worker. */
	Lab makeLab();

}
