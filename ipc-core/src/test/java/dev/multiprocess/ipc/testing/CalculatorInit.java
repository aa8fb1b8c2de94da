package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Makes calculators.
 */
@RemoteInterface
public interface CalculatorInit extends Init {

	Calculator makeCalculator();

}
