package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Called by the worker on the thread that waits for it.
 */
@RemoteInterface
public interface Callback {

	String called(String text);

}
