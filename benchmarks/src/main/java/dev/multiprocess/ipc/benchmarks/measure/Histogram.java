package dev.multiprocess.ipc.benchmarks.measure;

/**
 * Counts times in little memory, so that counting disturbs little: exact below 256 ns,
 * within 0.4 percent above. Not for use by several threads.
 */
final class Histogram {

	/** Buckets for each power of two, as an exponent. */
	private static final int BITS = 7;

	private static final int BUCKETS = 1 << BITS;

	private final int[] counts = new int[(Long.SIZE - BITS) * BUCKETS];

	private long total;

	void record(long nanos) {
		this.counts[index(Math.max(nanos, 0))]++;
		this.total++;
	}

	/** Adds all times of another histogram. */
	void add(Histogram other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.total += other.total;
	}

	/** Returns how many times were recorded. */
	long total() {
		return this.total;
	}

	/** Returns the time that this part of all times does not exceed. */
	double percentile(double percent) {
		long rank = Math.max(1, (long) Math.ceil(this.total * percent / 100));
		long seen = 0;
		for (int i = 0; i < this.counts.length; i++) {
			seen += this.counts[i];
			if (seen >= rank) {
				return middle(i);
			}
		}
		throw new IllegalStateException("Nothing was recorded");
	}

	private static int index(long nanos) {
		int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos));
		return shift * BUCKETS + (int) (nanos >>> shift);
	}

	private static double middle(int index) {
		int shift = Math.max(0, index / BUCKETS - 1);
		long lowest = (long) (index - shift * BUCKETS) << shift;
		return lowest + ((1L << shift) - 1) / 2.0;
	}

}
