package dev.multiprocess.ipc.benchmarks.report;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Budget}, {@link Figures} and {@link MarkdownTable}.
 */
class BudgetTests {

	@Test
	void upperBoundIsKeptUpToIt() {
		assertThat(budget(OptionalDouble.of(4), true).verdict()).isEqualTo("met");
		assertThat(budget(OptionalDouble.of(4.01), true).verdict()).isEqualTo("**not met**");
		assertThat(budget(OptionalDouble.of(4), true).limit()).isEqualTo("≤ 4");
	}

	@Test
	void lowerBoundIsKeptDownToIt() {
		assertThat(budget(OptionalDouble.of(4), false).verdict()).isEqualTo("met");
		assertThat(budget(OptionalDouble.of(3.99), false).verdict()).isEqualTo("**not met**");
		assertThat(budget(OptionalDouble.of(4), false).limit()).isEqualTo("≥ 4");
	}

	@Test
	void whatWasNotMeasuredIsNotMet() {
		Figures figures = new Figures();
		figures.put("time", "ours", 3);
		OptionalDouble ratio = Figures.ratio(figures.get("time", "ours"), figures.get("time", "theirs"));
		assertThat(budget(ratio, true).verdict()).isEqualTo("not measured");
		figures.put("time", "theirs", 6);
		assertThat(Figures.ratio(figures.get("time", "ours"), figures.get("time", "theirs"))).hasValue(0.5);
	}

	@Test
	void tableIsMarkdown() {
		MarkdownTable table = new MarkdownTable("", "µs");
		table.row("call", 1234567.8);
		table.row("call", OptionalDouble.of(0.12345));
		table.row("call", OptionalDouble.empty());
		table.row("call", 12.345);
		assertThat(table).hasToString("""
				|  | µs |
				| --- | --- |
				| call | 1,234,568 |
				| call | 0.123 |
				| call | – |
				| call | 12.3 |
				""");
	}

	private static Budget budget(OptionalDouble measured, boolean atMost) {
		return new Budget("P1", "a call", measured, 4, atMost);
	}

}
