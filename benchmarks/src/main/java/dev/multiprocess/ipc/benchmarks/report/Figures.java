package dev.multiprocess.ipc.benchmarks.report;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Every figure of a run, to be set in relation at its end. Not for use by several
 * threads.
 */
public final class Figures {

	private final Map<Key, Double> values = new HashMap<>();

	/**
	 * Keeps a figure.
	 * @param what what was measured
	 * @param whose of what
	 * @param value the figure
	 */
	public void put(String what, String whose, double value) {
		this.values.put(new Key(what, whose), value);
	}

	/**
	 * Returns a figure.
	 * @param what what was measured
	 * @param whose of what
	 * @return the figure, or empty if it was not measured in this run
	 */
	public OptionalDouble get(String what, String whose) {
		Double value = this.values.get(new Key(what, whose));
		return (value != null) ? OptionalDouble.of(value) : OptionalDouble.empty();
	}

	/**
	 * Divides two figures.
	 * @param dividend a figure
	 * @param divisor another one
	 * @return their ratio, or empty if one of them was not measured in this run
	 */
	public static OptionalDouble ratio(OptionalDouble dividend, OptionalDouble divisor) {
		return (dividend.isPresent() && divisor.isPresent())
				? OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble()) : OptionalDouble.empty();
	}

	/**
	 * What a figure says.
	 *
	 * @param what what was measured
	 * @param whose of what
	 */
	private record Key(String what, String whose) {
	}

}
