package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.Ipc;

/**
 * The smallest program that can be spawned.
 */
public final class CalculatorWorker {

	private CalculatorWorker() {
	}

	public static void main(String[] args) {
		Ipc ipc = Ipc.builder().init((CalculatorInit) () -> Integer::sum).build();
		ipc.startSpawnedProcess(args).ifPresent(System::exit);
		System.err.println("Not started by a parent process.");
	}

}
