package dev.multiprocess.ipc.benchmarks;

import dev.multiprocess.ipc.Ipc;

/**
 * The plainest program that can be spawned.
 */
final class CalculatorWorker {

	private CalculatorWorker() {
	}

	public static void main(String[] args) {
		CalculatorInit init = () -> Integer::sum;
		Ipc.builder().init(init).build().startSpawnedProcess(args).ifPresent(System::exit);
	}

}
