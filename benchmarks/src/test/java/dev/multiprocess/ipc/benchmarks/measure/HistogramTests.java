package dev.multiprocess.ipc.benchmarks.measure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Tests for {@link Histogram}.
 */
class HistogramTests {

	private final Histogram histogram = new Histogram();

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 127, 128, 255 })
	void smallTimesAreExact(long nanos) {
		this.histogram.record(nanos);
		assertThat(this.histogram.percentile(50)).isEqualTo(nanos);
	}

	@ParameterizedTest
	@ValueSource(longs = { 256, 257, 511, 512, 1_000, 99_999, 1L << 40, Long.MAX_VALUE })
	void largeTimesAreNear(long nanos) {
		this.histogram.record(nanos);
		assertThat(this.histogram.percentile(50)).isCloseTo(nanos, withinPercentage(0.4));
	}

	@Test
	void percentilesCountFromTheShortest() {
		for (int nanos = 1; nanos <= 200; nanos++) {
			this.histogram.record(nanos);
		}
		assertThat(this.histogram.total()).isEqualTo(200);
		assertThat(this.histogram.percentile(0)).isEqualTo(1);
		assertThat(this.histogram.percentile(50)).isEqualTo(100);
		assertThat(this.histogram.percentile(99)).isEqualTo(198);
		assertThat(this.histogram.percentile(100)).isEqualTo(200);
	}

	@Test
	void takesInAnother() {
		Histogram other = new Histogram();
		other.record(7);
		other.record(7);
		this.histogram.record(100);
		this.histogram.add(other);
		assertThat(this.histogram.total()).isEqualTo(3);
		assertThat(this.histogram.percentile(50)).isEqualTo(7);
		assertThat(this.histogram.percentile(100)).isEqualTo(100);
	}

	@Test
	void clockThatGoesBackCountsAsNoTime() {
		this.histogram.record(-5);
		assertThat(this.histogram.percentile(50)).isZero();
	}

	@Test
	void nothingHasNoPercentile() {
		assertThatIllegalStateException().isThrownBy(() -> this.histogram.percentile(50));
	}

}
