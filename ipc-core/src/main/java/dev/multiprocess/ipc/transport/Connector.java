package dev.multiprocess.ipc.transport;

import java.io.IOException;

/**
 * Opens channels to one peer. Safe for use by any number of threads.
 */
@FunctionalInterface
public interface Connector {

	/**
	 * Opens a channel.
	 * @return the near end of it
	 * @throws IOException if the peer cannot be reached
	 */
	Channel connect() throws IOException;

}
