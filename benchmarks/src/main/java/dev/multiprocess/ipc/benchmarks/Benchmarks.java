package dev.multiprocess.ipc.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.sample.DocumentInit;

/**
 * Measures calls and starts in one run, by turns, and prints one table. Two JVMs, as
 * users run it.
 */
public final class Benchmarks {

	private static final int ROUNDS = 11;

	private static final int CALLS = 20_000;

	private static final int PACED_CALLS = 300;

	private static final int STARTS = 7;

	private Benchmarks() {
	}

	/**
	 * What is measured.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

	/**
	 * Runs all measurements.
	 * @param args none
	 * @throws IOException if the raw socket fails
	 */
	public static void main(String[] args) throws IOException {
		System.out.printf("Java %s, %d processors%n%n", System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors());
		ProcessSpec spec = ProcessSpec.java(CalculatorWorker.class).transport(TransportType.SOCKET).build();
		ProcessSpec inProcess = ProcessSpec.inProcess(() -> (CalculatorInit) () -> Integer::sum).build();
		try (Ipc ipc = Ipc.builder().build(); RawSocket raw = new RawSocket()) {
			Calculator calculator = ipc.spawnProcess(spec, CalculatorInit.class).makeCalculator();
			Calculator local = ipc.spawnProcess(inProcess, CalculatorInit.class).makeCalculator();
			Series[] latencies = { new Series("raw Unix socket, blocking", raw::roundTrip),
					new Series("int add(int,int), socket", () -> calculator.add(1, 2)),
					new Series("int add(int,int), in memory", () -> local.add(1, 2)) };
			byTurns(latencies, CALLS, 0);
			print("Round trips, one after the other", latencies);
			Series[] paced = { new Series("raw Unix socket, blocking", raw::roundTrip),
					new Series("int add(int,int), socket", () -> calculator.add(1, 2)) };
			byTurns(paced, PACED_CALLS, 1_000_000);
			print("Round trips, one per millisecond", paced);
		}
		starts(spec);
	}

	private static void byTurns(Series[] all, int calls, long paceNanos) throws IOException {
		for (int round = 0; round < ROUNDS; round++) {
			for (Series series : all) {
				series.run(calls, paceNanos);
			}
		}
	}

	private static void print(String title, Series[] all) {
		System.out.printf("%-36s %10s %10s %10s %8s%n", title, "p50 µs", "p99 µs", "p99.9 µs", "ratio");
		double yardstick = all[0].percentile(50);
		for (Series series : all) {
			System.out.printf("%-36s %10.2f %10.2f %10.2f %8.2f%n", series.name, series.percentile(50) / 1000,
					series.percentile(99) / 1000, series.percentile(99.9) / 1000, series.percentile(50) / yardstick);
		}
		System.out.println();
	}

	/**
	 * Times of one action; a round's percentile is a sample, the median of the rounds the
	 * figure.
	 */
	private static final class Series {

		private final String name;

		private final Action action;

		private final long[][] rounds = new long[ROUNDS][];

		private int round;

		private Series(String name, Action action) {
			this.name = name;
			this.action = action;
		}

		private void run(int calls, long paceNanos) throws IOException {
			long[] times = new long[calls];
			long next = System.nanoTime();
			for (int i = 0; i < calls; i++) {
				next += paceNanos;
				while (paceNanos > 0 && System.nanoTime() < next) {
					LockSupport.parkNanos(next - System.nanoTime());
				}
				long start = System.nanoTime();
				this.action.run();
				times[i] = System.nanoTime() - start;
			}
			Arrays.sort(times);
			this.rounds[this.round++] = times;
		}

		/** Returns nanoseconds; the first two rounds only warm up. */
		private double percentile(double percent) {
			double[] samples = Arrays.stream(this.rounds)
				.skip(2)
				.mapToDouble((times) -> times[(int) (times.length * percent / 100)])
				.sorted()
				.toArray();
			return samples[samples.length / 2];
		}

	}

	private static void starts(ProcessSpec plain) throws IOException {
		Path jar = Path.of("sample-worker/target/sample-worker.jar").toAbsolutePath();
		double[][] times = new double[3][STARTS];
		for (int i = 0; i < STARTS; i++) {
			long start = System.nanoTime();
			version();
			times[0][i] = (System.nanoTime() - start) / 1e6;
			times[1][i] = spawn(plain, CalculatorInit.class);
			times[2][i] = spawn(ProcessSpec.jar(jar).build(), DocumentInit.class);
		}
		System.out.printf("%-36s %10s %10s %10s %8s%n", "Starts, " + STARTS + " each by turns", "p50 ms", "min ms",
				"max ms", "ratio");
		String[] names = { "java -version", "plain worker, to first reply", "Spring worker, to first reply" };
		for (int i = 0; i < names.length; i++) {
			Arrays.sort(times[i]);
			System.out.printf("%-36s %10.0f %10.0f %10.0f %8.2f%n", names[i], times[i][STARTS / 2], times[i][0],
					times[i][STARTS - 1], times[i][STARTS / 2] / times[0][STARTS / 2]);
		}
	}

	private static void version() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-version")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		process.onExit().join();
	}

	/**
	 * Returns the milliseconds from the call to the first answer of an object of the
	 * process.
	 */
	private static <I extends Init> double spawn(ProcessSpec spec, Class<I> type) {
		try (Ipc ipc = Ipc.builder().build()) {
			long start = System.nanoTime();
			I init = ipc.spawnProcess(spec, type);
			if (init instanceof CalculatorInit calculators) {
				calculators.makeCalculator().add(1, 2);
			}
			else if (init instanceof DocumentInit documents) {
				documents.makeInspector();
			}
			return (System.nanoTime() - start) / 1e6;
		}
	}

}
