package dev.multiprocess.ipc.autoconfigure.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * A remote interface with a remote {@code close()}.
 */
@RemoteInterface
public interface ClosableEcho extends Echo, AutoCloseable {

	@Override
	void close();

}
