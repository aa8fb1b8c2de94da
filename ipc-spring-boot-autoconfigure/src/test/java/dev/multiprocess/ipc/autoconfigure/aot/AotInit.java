package dev.multiprocess.ipc.autoconfigure.aot;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/** Found by scanning, which happens ahead of time. */
@RemoteInterface
public interface AotInit extends Init {

	Pong ping();

	/**
	 * A value.
	 *
	 * @param text the text
	 */
	record Pong(String text) {
	}

}
