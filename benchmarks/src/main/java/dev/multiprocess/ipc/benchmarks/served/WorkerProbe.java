package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Tells what the process needs.
 */
@RemoteInterface
public interface WorkerProbe {

	/**
	 * Returns what the process has allocated.
	 * @return bytes allocated by all threads that live
	 */
	long allocatedBytes();

	/**
	 * Collects garbage, then tells what is left.
	 * @return bytes in use on the heap
	 */
	long usedHeap();

}
