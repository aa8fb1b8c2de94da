package dev.multiprocess.ipc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.contender.RawMemoryContender;
import dev.multiprocess.ipc.benchmarks.contender.RawSocketContender;
import dev.multiprocess.ipc.benchmarks.contender.RmiContender;
import dev.multiprocess.ipc.benchmarks.measure.Allocation;
import dev.multiprocess.ipc.benchmarks.measure.ExportedObjects;
import dev.multiprocess.ipc.benchmarks.measure.HandOver;
import dev.multiprocess.ipc.benchmarks.measure.Idle;
import dev.multiprocess.ipc.benchmarks.measure.Latency;
import dev.multiprocess.ipc.benchmarks.measure.Observation;
import dev.multiprocess.ipc.benchmarks.measure.PacedLatency;
import dev.multiprocess.ipc.benchmarks.measure.Starts;
import dev.multiprocess.ipc.benchmarks.measure.Throughput;
import dev.multiprocess.ipc.benchmarks.report.Budget;
import dev.multiprocess.ipc.benchmarks.report.Figures;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * What a call may cost, held against the figures of a run. What concerns our fastest
 * transport is held against shared memory only.
 */
final class Budgets {

	/** What our fastest transport is called, once there is one. */
	private static final String FASTEST = "ours, shared memory";

	private static final String SOCKET = "ours, socket";

	private final Figures figures;

	private final List<Budget> budgets = new ArrayList<>();

	private Budgets(Figures figures) {
		this.figures = figures;
	}

	static void print(Report report) {
		Budgets all = new Budgets(report.figures());
		all.latency();
		all.throughput(8);
		all.throughput(32);
		all.rest();
		MarkdownTable table = new MarkdownTable("#", "what", "budget", "measured", "");
		for (Budget budget : all.budgets) {
			table.row(budget.number(), budget.what(), budget.limit(), budget.measured(), budget.verdict());
		}
		report.print("Budgets", table);
	}

	private void latency() {
		OptionalDouble add = p50(Operation.ADD, FASTEST);
		OptionalDouble echo = p50(Operation.ECHO_RECORD, FASTEST);
		OptionalDouble memory = p50(Operation.ADD, RawMemoryContender.NAME);
		atMost("P1", "`add`, shared memory, to raw shared memory", Figures.ratio(add, memory), 4);
		atLeast("P1", "`add`, gRPC-java to shared memory", Figures.ratio(p50(Operation.ADD, Benchmarks.GRPC), add),
				100);
		atMost("P2", "echo of a record, shared memory, to raw shared memory", Figures.ratio(echo, memory), 12);
		atLeast("P2", "echo of a record, gRPC-java to shared memory",
				Figures.ratio(p50(Operation.ECHO_RECORD, Benchmarks.GRPC), echo), 50);
		atMost("P3", "`add` through a callback to `add`, shared memory",
				Figures.ratio(p50(Operation.CALLBACK, FASTEST), add), 2.2);
		atMost("P4", "`add`, socket, to a raw socket",
				Figures.ratio(p50(Operation.ADD, SOCKET), p50(Operation.ADD, RawSocketContender.NAME)), 1.5);
		OptionalDouble large = p50(Operation.ECHO_MEBIBYTE, FASTEST);
		atLeast("P5", "echo of 1 MiB, shared memory, GB/s each way",
				large.isPresent() ? OptionalDouble.of(Latency.gigabytes(large.getAsDouble())) : large, 1.5);
	}

	private void throughput(int threads) {
		String what = threads + " threads, shared memory, calls/s to ";
		OptionalDouble total = this.figures.get(Throughput.total(threads), FASTEST);
		atLeast("P6", what + "one thread's", Figures.ratio(total, this.figures.get(Throughput.total(1), FASTEST)), 0.3);
		atLeast("P6", what + "gRPC-java's",
				Figures.ratio(total, this.figures.get(Throughput.total(threads), Benchmarks.GRPC)), 20);
		atLeast("P6", what + "RMI's",
				Figures.ratio(total, this.figures.get(Throughput.total(threads), RmiContender.NAME)), 5);
		atLeast("P6", threads + " threads, shared memory, slowest to mean",
				this.figures.get(Throughput.slowest(threads), FASTEST), 0.4);
	}

	private void rest() {
		String most = Integer.toString(ExportedObjects.MOST);
		atMost("P7", "one `add` per millisecond, shared memory, to a raw socket",
				Figures.ratio(this.figures.get(PacedLatency.FIGURE, FASTEST),
						this.figures.get(PacedLatency.FIGURE, RawSocketContender.NAME)),
				1.5);
		atMost("P8", "idle, shared memory, percent of a core, the worse of the two JVMs",
				this.figures.get(Idle.PERCENT, FASTEST), 0.3);
		atMost("P8", "idle, shared memory, wake-ups a second of the busiest thread of ours",
				this.figures.get(Idle.WAKE_UPS, FASTEST), 1);
		atMost("P9", "`add`, shared memory, bytes allocated by the caller",
				this.figures.get(Allocation.CALLER, FASTEST), 96);
		atMost("P9", "`add`, shared memory, bytes allocated by the worker",
				this.figures.get(Allocation.WORKER, FASTEST), 64);
		atMost("P10", "bytes an object at its exporter, of 10^6", this.figures.get(ExportedObjects.BYTES, most), 200);
		atMost("P10", "`add` on one of 10^6 objects to one of few", this.figures.get(ExportedObjects.SLOWER, most),
				1.2);
		atMost("P11", "start of a Spring worker with the start-up cache warm to one without",
				starts(Starts.SPRING_CACHED, Starts.SPRING), 0.6);
		atMost("P12", "start of a plain worker to `java -version`", starts(Starts.PLAIN, Starts.JAVA_VERSION), 4);
		atMost("P12", "same, with the start-up cache warm", starts(Starts.PLAIN_CACHED, Starts.JAVA_VERSION), 4);
		atMost("P13", "hand-over to a standby, ms", this.figures.get(HandOver.FIGURE, ""), 10);
		atMost("P14", "what observation adds to a call, µs", this.figures.get(Observation.FIGURE, ""), 1.5);
	}

	private OptionalDouble starts(String one, String other) {
		return Figures.ratio(this.figures.get(Starts.FIGURE, one), this.figures.get(Starts.FIGURE, other));
	}

	private OptionalDouble p50(Operation operation, String whose) {
		return this.figures.get(Latency.figure(operation), whose);
	}

	private void atMost(String number, String what, OptionalDouble measured, double bound) {
		this.budgets.add(new Budget(number, what, measured, bound, true));
	}

	private void atLeast(String number, String what, OptionalDouble measured, double bound) {
		this.budgets.add(new Budget(number, what, measured, bound, false));
	}

}
