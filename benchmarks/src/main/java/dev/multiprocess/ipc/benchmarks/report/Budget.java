package dev.multiprocess.ipc.benchmarks.report;

import java.util.OptionalDouble;

/**
 * A bound that a figure of this run is held against.
 *
 * @param number the number of the budget, such as {@code P1}
 * @param what what is bounded
 * @param measured the figure, or empty if it was not measured
 * @param bound the bound
 * @param atMost whether the figure must not be above the bound, else not below
 */
public record Budget(String number, String what, OptionalDouble measured, double bound, boolean atMost) {

	/** Returns the bound as text, such as {@code ≤ 4}. */
	public String limit() {
		return (this.atMost ? "≤ " : "≥ ") + MarkdownTable.number(this.bound);
	}

	/** Returns whether the bound is kept, as a word. */
	public String verdict() {
		if (this.measured.isEmpty()) {
			return "not measured";
		}
		double value = this.measured.getAsDouble();
		return (this.atMost ? value <= this.bound : value >= this.bound) ? "met" : "**not met**";
	}

}
