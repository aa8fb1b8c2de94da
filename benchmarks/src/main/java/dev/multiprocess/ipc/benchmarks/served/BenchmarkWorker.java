package dev.multiprocess.ipc.benchmarks.served;

import dev.multiprocess.ipc.Ipc;

/**
 * The plainest program that can be spawned.
 */
public final class BenchmarkWorker {

	/** More than a million, so that a million can be measured. */
	public static final int MAX_REFERENCES = 2_000_000;

	private BenchmarkWorker() {
	}

	/**
	 * Serves until its parent is gone.
	 * @param args what the parent passed on
	 */
	public static void main(String[] args) {
		Ipc ipc = Ipc.builder().init(new DefaultBenchmarkInit()).maxReferences(MAX_REFERENCES).build();
		ipc.startSpawnedProcess(args).ifPresent(System::exit);
	}

}
