package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * The cheapest call that is measured: nothing but two numbers and one back.
 */
@RemoteInterface
public interface Calculator {

	/**
	 * Adds two numbers.
	 * @param a a number
	 * @param b a number
	 * @return their sum
	 */
	int add(int a, int b);

}
