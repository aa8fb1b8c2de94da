package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Takes a record and returns it.
 */
@RemoteInterface
public interface OrderDesk {

	/**
	 * Returns what it is given.
	 * @param order a record
	 * @return an equal record
	 */
	Order echo(Order order);

}
