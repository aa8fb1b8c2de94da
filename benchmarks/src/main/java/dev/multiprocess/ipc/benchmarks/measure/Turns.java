package dev.multiprocess.ipc.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.multiprocess.ipc.benchmarks.contender.Contender;

/**
 * The slices of contenders that took turns.
 *
 * @param <S> what one slice is
 */
final class Turns<S> {

	private final Map<Contender, List<S>> slices = new LinkedHashMap<>();

	private Turns() {
	}

	/**
	 * Lets contenders take turns.
	 * @param contenders whose turns it is
	 * @param rounds how often
	 * @param slice runs one of them for a while
	 */
	static <S> Turns<S> take(List<Contender> contenders, int rounds, Slice<S> slice) throws Exception {
		Turns<S> turns = new Turns<>();
		for (int round = 0; round < rounds; round++) {
			for (Contender contender : contenders) {
				turns.slices.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(slice.run(contender));
				contender.rest();
			}
		}
		return turns;
	}

	/** Returns what the slices of a contender came to, in order. */
	List<S> of(Contender contender) {
		return this.slices.get(contender);
	}

	/** Returns the median of what the slices of a contender say. */
	double median(Contender contender, ToDoubleFunction<S> figure) {
		return median(of(contender).stream().mapToDouble(figure).toArray());
	}

	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * Runs one contender for a while.
	 *
	 * @param <S> what came of it
	 */
	@FunctionalInterface
	interface Slice<S> {

		S run(Contender contender) throws Exception;

	}

}
