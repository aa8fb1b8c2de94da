package dev.multiprocess.ipc.benchmarks;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of the measured process.
 */
@RemoteInterface
public interface CalculatorInit extends Init {

	/**
	 * Makes the object that is called.
	 * @return a calculator
	 */
	Calculator makeCalculator();

}
