package dev.multiprocess.ipc.benchmarks.served;

import java.util.List;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Exports objects by the thousand.
 */
@RemoteInterface
public interface CalculatorSource {

	/**
	 * Makes new objects.
	 * @param count how many, at most 65,535
	 * @return as many objects, each of its own identity
	 */
	List<Calculator> make(int count);

}
