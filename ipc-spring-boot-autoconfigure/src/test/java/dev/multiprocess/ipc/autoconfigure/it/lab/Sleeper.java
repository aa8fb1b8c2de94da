package dev.multiprocess.ipc.autoconfigure.it.lab;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Has nothing to do.
 */
@RemoteInterface
public interface Sleeper {

	/** Never returns. */
	@CallTimeout("10m")
	void sleep();

}
