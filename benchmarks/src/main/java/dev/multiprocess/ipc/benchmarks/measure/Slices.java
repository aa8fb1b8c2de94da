package dev.multiprocess.ipc.benchmarks.measure;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.benchmarks.contender.Action;

/**
 * Runs an action for a short while and times each round trip, less what reading the clock
 * costs.
 */
final class Slices {

	private static final int CLOCK_READS = 100_000;

	private static final double CLOCK = clock();

	private Slices() {
	}

	/** Returns the nanoseconds that it takes to read the clock. */
	static double clockNanos() {
		return CLOCK;
	}

	private static double clock() {
		Histogram histogram = new Histogram();
		for (int i = 0; i < 2; i++) {
			histogram = new Histogram();
			long last = System.nanoTime();
			for (int read = 0; read < CLOCK_READS; read++) {
				long now = System.nanoTime();
				histogram.record(now - last);
				last = now;
			}
		}
		return histogram.percentile(50);
	}

	/** Runs round trips one right after the other. */
	static Histogram busy(Action action, long nanos) throws Exception {
		// The worker may have to wake up first.
		action.run();
		Histogram histogram = new Histogram();
		long start = System.nanoTime();
		long last = start;
		while (last - start < nanos) {
			action.run();
			long now = System.nanoTime();
			histogram.record(now - last);
			last = now;
		}
		return histogram;
	}

	/** Runs round trips that begin at fixed intervals, as long as they keep up. */
	static Histogram paced(Action action, int count, long intervalNanos) throws Exception {
		Histogram histogram = new Histogram();
		long next = System.nanoTime();
		for (int i = 0; i < count; i++) {
			next += intervalNanos;
			for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
			long start = System.nanoTime();
			action.run();
			histogram.record(System.nanoTime() - start);
		}
		return histogram;
	}

	/** Returns the times of all slices together. */
	static Histogram all(List<Histogram> slices) {
		Histogram all = new Histogram();
		slices.forEach(all::add);
		return all;
	}

	/** Returns a percentile of round trips in microseconds. */
	static double micros(Histogram histogram, double percent) {
		return Math.max(0, histogram.percentile(percent) - CLOCK) / 1000;
	}

}
