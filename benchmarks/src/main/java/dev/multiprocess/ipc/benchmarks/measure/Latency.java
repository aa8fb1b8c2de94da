package dev.multiprocess.ipc.benchmarks.measure;

import java.util.List;

import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Contenders;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * How long a round trip takes when one follows right after the other.
 */
public final class Latency implements Measurement {

	private static final int WARM_UP_ROUNDS = 4;

	private static final int WARM_UP_MILLIS = 250;

	private static final int ROUNDS = 18;

	private static final int MILLIS = 75;

	private final Contenders contenders;

	private final Pace pace;

	/**
	 * Remembers what to measure.
	 * @param contenders whom to measure
	 * @param pace how long
	 */
	public Latency(Contenders contenders, Pace pace) {
		this.contenders = contenders;
		this.pace = pace;
	}

	/**
	 * Names the median time of an operation.
	 * @param operation what was done
	 * @return the name of a figure in microseconds
	 */
	public static String figure(Operation operation) {
		return operation + " p50";
	}

	/**
	 * Runs every operation once before one is measured, so that the compiler has seen
	 * more than one kind of call wherever all kinds pass.
	 */
	@Override
	public void run(Report report) throws Exception {
		for (Operation operation : Operation.values()) {
			report.progress("warming up " + operation);
			slices(operation, WARM_UP_ROUNDS, WARM_UP_MILLIS);
		}
		for (Operation operation : Operation.values()) {
			report.progress("latency of " + operation);
			report(report, operation, slices(operation, ROUNDS, MILLIS));
		}
	}

	private Turns<Histogram> slices(Operation operation, int rounds, int millis) throws Exception {
		List<Contender> able = this.contenders.that(operation, (contender) -> true);
		return Turns.take(able, rounds,
				(contender) -> Slices.busy(contender.actions().get(operation), this.pace.nanos(millis)));
	}

	private void report(Report report, Operation operation, Turns<Histogram> turns) {
		boolean large = operation == Operation.ECHO_MEBIBYTE;
		MarkdownTable table = new MarkdownTable("", "p50 µs", "p99 µs", "p99.9 µs",
				large ? "GB/s each way" : "calls/s");
		for (Contender contender : this.contenders.that(operation, (each) -> true)) {
			Histogram all = Slices.all(turns.of(contender));
			double median = Slices.micros(all, 50);
			report.figures().put(figure(operation), contender.name(), median);
			table.row(contender.name(), median, Slices.micros(all, 99), Slices.micros(all, 99.9),
					large ? gigabytes(median) : all.total() * 1e9 / (ROUNDS * this.pace.nanos(MILLIS)));
		}
		report.print("One thread: " + operation.title(), table);
	}

	/** Returns the nanoseconds that are left out of each time. */
	public static double clockNanos() {
		return Slices.clockNanos();
	}

	/**
	 * Turns the time of a round trip of a mebibyte into a rate.
	 * @param micros the time in microseconds
	 * @return 10^9 bytes per second, in either direction while it is in use
	 */
	public static double gigabytes(double micros) {
		return 2.0 * Contender.MEBIBYTE / (micros * 1000);
	}

}
