package dev.multiprocess.ipc.benchmarks;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * The call that is measured.
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
