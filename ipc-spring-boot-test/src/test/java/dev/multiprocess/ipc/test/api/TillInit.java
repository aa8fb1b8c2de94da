package dev.multiprocess.ipc.test.api;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Makes tills.
 */
@RemoteInterface
public interface TillInit extends Init {

	/** Returns a new one. */
	Till makeTill();

}
