package dev.multiprocess.ipc.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Contenders;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * How many calls many threads get through together, and whether each gets its share.
 */
public final class Throughput implements Measurement {

	private static final int[] THREADS = { 1, 8, 32 };

	private static final int ROUNDS = 5;

	private static final int MILLIS = 600;

	private final Contenders contenders;

	private final Pace pace;

	/**
	 * Remembers what to measure.
	 * @param contenders whom to measure
	 * @param pace how long
	 */
	public Throughput(Contenders contenders, Pace pace) {
		this.contenders = contenders;
		this.pace = pace;
	}

	/**
	 * Names the calls of all threads together.
	 * @param threads how many threads
	 * @return the name of a figure in calls per second
	 */
	public static String total(int threads) {
		return threads + " threads, calls/s";
	}

	/**
	 * Names the share of the thread that got least.
	 * @param threads how many threads
	 * @return the name of a figure, as a part of the mean
	 */
	public static String slowest(int threads) {
		return threads + " threads, slowest/mean";
	}

	@Override
	public void run(Report report) throws Exception {
		List<Contender> shared = this.contenders.that(Operation.ADD, Contender::sharedByThreads);
		MarkdownTable table = new MarkdownTable("", "1 thread, calls/s", "8 threads, calls/s", "slowest/mean",
				"32 threads, calls/s", "slowest/mean");
		for (int threads : THREADS) {
			report.progress("throughput of " + threads + " threads");
			// The first round warms up; the median leaves it out.
			Turns<long[]> turns = Turns.take(shared, ROUNDS, (contender) -> slice(contender, threads));
			for (Contender contender : shared) {
				report.figures()
					.put(total(threads), contender.name(),
							turns.median(contender, (counts) -> Arrays.stream(counts).sum() * perSecond()));
				report.figures().put(slowest(threads), contender.name(), turns.median(contender, Throughput::share));
			}
		}
		for (Contender contender : shared) {
			String name = contender.name();
			table.row(name, report.figures().get(total(1), name), report.figures().get(total(8), name),
					report.figures().get(slowest(8), name), report.figures().get(total(32), name),
					report.figures().get(slowest(32), name));
		}
		report.print("Many threads: " + Operation.ADD.title(), table);
	}

	private double perSecond() {
		return 1e9 / this.pace.nanos(MILLIS);
	}

	private static double share(long[] counts) {
		return Arrays.stream(counts).min().orElseThrow() / Arrays.stream(counts).average().orElseThrow();
	}

	/** Returns how many calls each thread got through. */
	private long[] slice(Contender contender, int threads) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CyclicBarrier barrier = new CyclicBarrier(threads);
		List<Future<Long>> counts = new ArrayList<>();
		try {
			for (int i = 0; i < threads; i++) {
				counts.add(executor.submit(() -> calls(contender.actions().get(Operation.ADD), barrier)));
			}
			long[] results = new long[threads];
			for (int i = 0; i < threads; i++) {
				results[i] = counts.get(i).get();
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private long calls(Action action, CyclicBarrier barrier) throws Exception {
		// Whatever a thread needs for its first call is not measured here.
		action.run();
		barrier.await();
		long end = System.nanoTime() + this.pace.nanos(MILLIS);
		long calls = 0;
		while (System.nanoTime() - end < 0) {
			action.run();
			calls++;
		}
		return calls;
	}

}
