package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.RestartPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("S35: restarts")
class RestartsTests {

	private long now = Long.MAX_VALUE - 5;

	private double random = 0.5;

	private Restarts restarts(RestartPolicy policy) {
		return new Restarts(policy, () -> this.now, () -> this.random);
	}

	private void advance(Duration time) {
		this.now += time.toNanos();
	}

	private static long seconds(long seconds) {
		return TimeUnit.SECONDS.toNanos(seconds);
	}

	@Test
	@DisplayName("follow after twice the time each, up to the longest, and end after so many")
	void backOff() {
		Restarts restarts = restarts(RestartPolicy.onFailure().maxDelay(Duration.ofSeconds(5)));
		for (long delay : new long[] { 1, 2, 4, 5, 5 }) {
			assertThat(restarts.failed()).isEqualTo(seconds(delay));
			advance(Duration.ofSeconds(delay));
			assertThat(restarts.isOpen()).isFalse();
			restarts.succeeded();
		}
		assertThat(restarts.failed()).isEqualTo(Restarts.NONE);
		assertThat(restarts.isOpen()).isTrue();
		assertThat(restarts.openNanos()).isEqualTo(seconds(60));
	}

	@Test
	@DisplayName("count only within the window")
	void window() {
		Restarts restarts = restarts(RestartPolicy.onFailure().maxAttempts(1));
		assertThat(restarts.failed()).isEqualTo(seconds(1));
		restarts.succeeded();
		advance(Duration.ofSeconds(61).plusNanos(1));
		assertThat(restarts.failed()).isEqualTo(seconds(1));
		restarts.succeeded();
		advance(Duration.ofSeconds(61));
		assertThat(restarts.failed()).isEqualTo(Restarts.NONE);
	}

	@Test
	@DisplayName("vary by a fifth")
	void jitter() {
		this.random = 0;
		assertThat(restarts(RestartPolicy.onFailure()).failed()).isEqualTo(seconds(1) * 8 / 10);
		this.random = 1;
		assertThat(restarts(RestartPolicy.onFailure()).failed()).isEqualTo(seconds(1) * 12 / 10);
		assertThat(restarts(RestartPolicy.onFailure().maxDelay(Duration.ofSeconds(1))).failed()).isEqualTo(seconds(1));
	}

	@Test
	@DisplayName("are tried once after the window, and again after the next one if that fails")
	void halfOpen() {
		Restarts restarts = restarts(RestartPolicy.onFailure().maxAttempts(1));
		restarts.startFailed();
		assertThat(restarts.isOpen()).isFalse();
		restarts.startFailed();
		assertThat(restarts.isOpen()).isTrue();
		advance(Duration.ofSeconds(60));
		assertThat(restarts.isOpen()).isFalse();
		restarts.startFailed();
		assertThat(restarts.isOpen()).isTrue();
		advance(Duration.ofSeconds(60));
		restarts.succeeded();
		advance(Duration.ofSeconds(1));
		assertThat(restarts.failed()).isEqualTo(seconds(1));
	}

	@Test
	@DisplayName("are forgotten on demand")
	void reset() {
		Restarts restarts = restarts(RestartPolicy.onFailure().maxAttempts(1));
		restarts.failed();
		restarts.failed();
		assertThat(restarts.isOpen()).isTrue();
		restarts.reset();
		assertThat(restarts.isOpen()).isFalse();
		assertThat(restarts.failed()).isEqualTo(seconds(1));
	}

	@Test
	@DisplayName("do not follow by default, and nothing opens")
	void never() {
		Restarts restarts = restarts(RestartPolicy.never());
		for (int i = 0; i < 10; i++) {
			assertThat(restarts.failed()).isEqualTo(Restarts.NONE);
			restarts.startFailed();
			assertThat(restarts.isOpen()).isFalse();
		}
	}

	@Test
	@DisplayName("can be as far apart as anybody likes")
	void longTimes() {
		Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
		Restarts restarts = restarts(RestartPolicy.onFailure().delay(longest).maxDelay(longest).window(longest));
		for (int i = 0; i < 5; i++) {
			assertThat(restarts.failed()).isPositive();
		}
		assertThat(restarts.failed()).isEqualTo(Restarts.NONE);
		assertThat(restarts.isOpen()).isTrue();
	}

	@Test
	@DisplayName("are refused with times or numbers that make no sense")
	void refused() {
		RestartPolicy policy = RestartPolicy.onFailure();
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> policy.delay(negative)).withMessageContaining("Delay");
		assertThatIllegalArgumentException().isThrownBy(() -> policy.maxDelay(negative))
			.withMessageContaining("Longest delay");
		assertThatIllegalArgumentException().isThrownBy(() -> policy.window(Duration.ZERO))
			.withMessageContaining("Window");
		assertThatIllegalArgumentException().isThrownBy(() -> policy.maxAttempts(-1)).withMessageContaining("-1");
		assertThat(policy.maxAttempts(0).isNever()).isTrue();
	}

}
