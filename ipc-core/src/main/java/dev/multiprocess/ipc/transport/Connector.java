package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.time.Duration;

/**
 * Opens channels to one peer. Safe for use by any number of threads.
 */
@FunctionalInterface
public interface Connector {

	/**
	 * Opens a channel, without waiting for longer than told, or when interrupted.
	 * @param patience how long to try if the peer is there but does not take channels
	 * @return the near end of it
	 * @throws IOException if the peer cannot be reached
	 */
	Channel connect(Duration patience) throws IOException;

}
