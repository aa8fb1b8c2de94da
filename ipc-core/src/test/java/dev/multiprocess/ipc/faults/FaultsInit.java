package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of the worker that misbehaves when asked to.
 */
@RemoteInterface
public interface FaultsInit extends Init {

	Faults makeFaults();

}
