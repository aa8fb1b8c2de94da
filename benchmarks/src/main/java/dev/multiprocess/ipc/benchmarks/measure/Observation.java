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
	 * @param openers of one that does not observe calls, then of the same that does
	 * @param pace how long
	 */
	public Observation(List<Contender.Opener> openers, Pace pace) {
		this.openers = openers;
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("observation");
		List<Contender> both = new ArrayList<>();
		try {
			for (Contender.Opener opener : this.openers) {
				both.add(opener.open());
			}
			measure(report, both);
		}
		finally {
			for (Contender contender : both) {
				contender.close();
			}
		}
	}

	private void measure(Report report, List<Contender> both) throws Exception {
		slices(both, WARM_UP_ROUNDS);
		Turns<Histogram> turns = slices(both, ROUNDS);
		MarkdownTable table = new MarkdownTable("", "p50 µs", "p99 µs");
		double[] medians = new double[both.size()];
		for (int i = 0; i < medians.length; i++) {
			Histogram all = Slices.all(turns.of(both.get(i)));
			medians[i] = Slices.micros(all, 50);
			table.row(both.get(i).name(), medians[i], Slices.micros(all, 99));
		}
		report.figures().put(FIGURE, "", medians[1] - medians[0]);
		report.print("Observed calls, one thread: " + Operation.ADD.title(), table);
	}

	private Turns<Histogram> slices(List<Contender> both, int rounds) throws Exception {
		return Turns.take(both, rounds,
				(contender) -> Slices.busy(contender.actions().get(Operation.ADD), this.pace.nanos(MILLIS)));
	}

}
