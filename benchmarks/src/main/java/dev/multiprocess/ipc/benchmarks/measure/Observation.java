package dev.multiprocess.ipc.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * What it costs that calls are measured and traced at both ends.
 */
public final class Observation implements Measurement {

	/** The name of what that adds to the median time, a figure in microseconds. */
	public static final String FIGURE = "observation";

	private static final int WARM_UP_ROUNDS = 8;

	private static final int ROUNDS = 20;

	private static final int MILLIS = 250;

	private final List<Contender.Opener> openers;

	private final Pace pace;

	/**
	 * Remembers what to measure.
	 * @param openers of one that does not observe calls, of the same that does, and of
	 * others to compare
	 * @param pace how long
	 */
	public Observation(List<Contender.Opener> openers, Pace pace) {
		this.openers = openers;
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("observation");
		List<Contender> all = new ArrayList<>();
		try {
			for (Contender.Opener opener : this.openers) {
				all.add(opener.open());
			}
			measure(report, all);
		}
		finally {
			for (Contender contender : all) {
				contender.close();
			}
		}
	}

	private void measure(Report report, List<Contender> all) throws Exception {
		slices(all, WARM_UP_ROUNDS);
		Turns<Histogram> turns = slices(all, ROUNDS);
		MarkdownTable table = new MarkdownTable("", "p50 µs", "p99 µs");
		double[] medians = new double[all.size()];
		for (int i = 0; i < medians.length; i++) {
			Histogram times = Slices.all(turns.of(all.get(i)));
			medians[i] = Slices.micros(times, 50);
			table.row(all.get(i).name(), medians[i], Slices.micros(times, 99));
		}
		report.figures().put(FIGURE, "", medians[1] - medians[0]);
		report.print("Observed calls, one thread: " + Operation.ADD.title(), table);
	}

	private Turns<Histogram> slices(List<Contender> all, int rounds) throws Exception {
		return Turns.take(all, rounds,
				(contender) -> Slices.busy(contender.actions().get(Operation.ADD), this.pace.nanos(MILLIS)));
	}

}
