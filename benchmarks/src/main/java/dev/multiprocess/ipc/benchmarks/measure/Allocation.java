package dev.multiprocess.ipc.benchmarks.measure;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Contenders;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;
import dev.multiprocess.ipc.benchmarks.served.Heap;

/**
 * How many bytes all threads of the two JVMs allocate for a call, after calls of every
 * kind.
 */
public final class Allocation implements Measurement {

	/** The name of what the caller's JVM allocates, a figure in bytes. */
	public static final String CALLER = "allocated by caller";

	/** The name of what the worker allocates, a figure in bytes. */
	public static final String WORKER = "allocated by worker";

	private static final int WARM_UP_CALLS = 2_000;

	private static final int CALLS = 10_000;

	private final Contenders contenders;

	private final Pace pace;

	private final Heap heap = new Heap();

	/**
	 * Remembers what to measure.
	 * @param contenders whom to measure
	 * @param pace how long
	 */
	public Allocation(Contenders contenders, Pace pace) {
		this.contenders = contenders;
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("allocation");
		int calls = this.pace.count(CALLS);
		MarkdownTable table = new MarkdownTable("", "caller, bytes a call", "worker, bytes a call");
		for (Contender contender : this.contenders.that(Operation.ADD, Contender::sharedByThreads)) {
			mix(contender);
			repeat(contender.actions().get(Operation.ADD), this.pace.count(WARM_UP_CALLS));
			OptionalLong workerBefore = contender.allocatedByWorker();
			long before = this.heap.allocatedBytes();
			repeat(contender.actions().get(Operation.ADD), calls);
			double caller = (this.heap.allocatedBytes() - before) / (double) calls;
			OptionalLong workerAfter = contender.allocatedByWorker();
			report.figures().put(CALLER, contender.name(), caller);
			OptionalDouble worker = OptionalDouble.empty();
			if (workerAfter.isPresent()) {
				worker = OptionalDouble.of((workerAfter.getAsLong() - workerBefore.getAsLong()) / (double) calls);
				report.figures().put(WORKER, contender.name(), worker.getAsDouble());
			}
			table.row(contender.name(), caller, worker);
		}
		report.print("Allocated for " + Operation.ADD.title(), table);
	}

	/** Makes sure that no place on the way of a call has seen one kind of call only. */
	private static void mix(Contender contender) throws Exception {
		for (int i = 0; i < 100; i++) {
			for (Action action : contender.actions().values()) {
				action.run();
			}
		}
	}

	private static void repeat(Action action, int calls) throws Exception {
		for (int i = 0; i < calls; i++) {
			action.run();
		}
	}

}
