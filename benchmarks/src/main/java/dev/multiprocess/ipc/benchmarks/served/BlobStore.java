package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Takes bytes and returns them.
 */
@RemoteInterface
public interface BlobStore {

	/**
	 * Returns what it is given.
	 * @param content bytes
	 * @return equal bytes
	 */
	byte[] echo(byte[] content);

}
