package dev.multiprocess.ipc.benchmarks.measure;

/**
 * How long a run takes.
 *
 * @param scale multiplies the length of every slice; 1 as usual
 */
public record Pace(double scale) {

	/**
	 * Stretches a time.
	 * @param millis the usual time in milliseconds
	 * @return the time in nanoseconds
	 */
	long nanos(long millis) {
		return (long) (millis * 1_000_000 * this.scale);
	}

	/**
	 * Stretches a number of repeats.
	 * @param usual the usual number
	 * @return the number, at least one
	 */
	int count(int usual) {
		return Math.max(1, (int) (usual * this.scale));
	}

}
