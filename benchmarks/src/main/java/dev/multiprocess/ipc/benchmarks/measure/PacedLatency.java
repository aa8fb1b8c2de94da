package dev.multiprocess.ipc.benchmarks.measure;

import java.util.List;

import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Contenders;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.contender.RawSocketContender;
import dev.multiprocess.ipc.benchmarks.report.Figures;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * How long a call takes after a millisecond without one, when both sides have gone to
 * sleep.
 */
public final class PacedLatency implements Measurement {

	/** The name of the median time, a figure in microseconds. */
	public static final String FIGURE = "paced p50";

	private static final int ROUNDS = 9;

	private static final int CALLS = 150;

	private static final long INTERVAL_NANOS = 1_000_000;

	private final Contenders contenders;

	private final Pace pace;

	/**
	 * Remembers what to measure.
	 * @param contenders whom to measure
	 * @param pace how long
	 */
	public PacedLatency(Contenders contenders, Pace pace) {
		this.contenders = contenders;
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("one call per millisecond");
		List<Contender> sleepers = this.contenders.that(Operation.ADD, Contender::waitsAtRest);
		Turns<Histogram> turns = Turns.take(sleepers, ROUNDS, (contender) -> Slices
			.paced(contender.actions().get(Operation.ADD), this.pace.count(CALLS), INTERVAL_NANOS));
		MarkdownTable table = new MarkdownTable("", "p50 µs", "p99 µs", "to the raw socket");
		for (Contender contender : sleepers) {
			report.figures().put(FIGURE, contender.name(), Slices.micros(Slices.all(turns.of(contender)), 50));
		}
		for (Contender contender : sleepers) {
			Figures figures = report.figures();
			table.row(contender.name(), figures.get(FIGURE, contender.name()),
					Slices.micros(Slices.all(turns.of(contender)), 99),
					Figures.ratio(figures.get(FIGURE, contender.name()), figures.get(FIGURE, RawSocketContender.NAME)));
		}
		report.print("One call per millisecond: " + Operation.ADD.title(), table);
	}

}
