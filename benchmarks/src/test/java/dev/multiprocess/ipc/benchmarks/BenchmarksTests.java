package dev.multiprocess.ipc.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Benchmarks}.
 */
class BenchmarksTests {

	@Test
	void refusesWhatIsNoMeasurement() {
		assertThatIllegalArgumentException().isThrownBy(() -> Benchmarks.main(new String[] { "starts,latencies" }))
			.withMessageContainingAll("[latencies]", "latency", "starts", "all");
	}

}
