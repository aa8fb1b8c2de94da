package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Calls back once during the call.
 */
@RemoteInterface
public interface Relay {

	/**
	 * Lets the caller's own object add.
	 * @param calculator an object of the caller
	 * @param a a number
	 * @param b a number
	 * @return what that object returned
	 */
	int add(Calculator calculator, int a, int b);

}
