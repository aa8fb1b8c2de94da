package dev.multiprocess.ipc.autoconfigure.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * A remote interface that is no {@code Init}.
 */
@RemoteInterface
public interface Echo {

	/** Returns the text. */
	String echo(String text);

}
