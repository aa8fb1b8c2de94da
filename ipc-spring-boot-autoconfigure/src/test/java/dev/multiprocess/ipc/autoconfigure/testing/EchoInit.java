package dev.multiprocess.ipc.autoconfigure.testing;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of an echoing process.
 */
@RemoteInterface
public interface EchoInit extends Init {

	/** Makes an echo. */
	Echo makeEcho();

}
