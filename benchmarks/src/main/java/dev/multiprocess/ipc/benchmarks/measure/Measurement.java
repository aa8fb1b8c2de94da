package dev.multiprocess.ipc.benchmarks.measure;

import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * Measures one thing and reports it.
 */
@FunctionalInterface
public interface Measurement {

	/**
	 * Measures.
	 * @param report receives tables and figures
	 * @throws Exception if a contender failed, which ends the run
	 */
	void run(Report report) throws Exception;

}
