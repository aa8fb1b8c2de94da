package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of the measured process.
 */
@RemoteInterface
public interface BenchmarkInit extends Init {

	/**
	 * Makes the object of the cheapest call.
	 * @return a calculator
	 */
	Calculator makeCalculator();

	/**
	 * Makes the object that returns records.
	 * @return an order desk
	 */
	OrderDesk makeOrderDesk();

	/**
	 * Makes the object that calls back.
	 * @return a relay
	 */
	Relay makeRelay();

	/**
	 * Makes the object that returns bytes.
	 * @return a store
	 */
	BlobStore makeBlobStore();

	/**
	 * Makes the object that exports others.
	 * @return a source
	 */
	CalculatorSource makeSource();

	/**
	 * Makes the object that tells what the process needs.
	 * @return a probe
	 */
	WorkerProbe makeProbe();

}
