package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.concurrent.Future;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests calls that take too long, over the in-memory pair.
 */
@DisplayName("Call timeouts")
class TimeoutTests extends FunctionalTest {

	/** Long enough for what shall not time out on a busy machine. */
	static final Duration TIMEOUT = Duration.ofMillis(1500);

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.callTimeout(TIMEOUT);
	}

	@Test
	@DisplayName("S11: a root call ends with CallTimeoutException that says what timed out")
	void root() {
		long start = System.nanoTime();
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.pass("never"))
			.satisfies((ex) -> {
				assertThat(ex.method()).isEqualTo("Foo.pass");
				assertThat(ex.timeout()).isEqualTo(TIMEOUT);
				assertThat(ex.mayHaveExecuted()).isTrue();
			});
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		assertThat(taken).isGreaterThanOrEqualTo(TIMEOUT).isLessThan(TIMEOUT.plusMillis(500));
	}

	@Test
	@DisplayName("S11: the serving thread is interrupted, and the next call is served afresh")
	void interrupted() {
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.pass("gate"));
		Eventually.until(() -> "not interrupted", () -> this.foo.interrupted("gate") == 1);
		assertThat(this.foo.isInterrupted()).isFalse();
	}

	@Test
	@DisplayName("S11: calls of other threads are not disturbed")
	void othersUndisturbed() throws Exception {
		Future<String> other = ConcurrencyTests.start(() -> {
			for (int i = 0; i < 10; i++) {
				assertThat(this.foo.passFn(() -> this.foo.add(1, 2))).isEqualTo(3);
			}
			return this.foo.passStubbornly("other");
		});
		Eventually.until(() -> "not arrived", () -> this.foo.arrived("other") == 1);
		this.foo.open("other");
		Future<?> timedOut = ConcurrencyTests
			.start(() -> catchThrowableOfType(CallTimeoutException.class, () -> this.foo.pass("never")).getMessage());
		assertThat(other.get()).isEqualTo("passed");
		while (!timedOut.isDone()) {
			assertThat(this.foo.add(1, 2)).isEqualTo(3);
		}
		assertThat(timedOut.get().toString()).contains("Foo.pass");
		assertThat(this.foo.interrupted("other")).isZero();
	}

	@Test
	@DisplayName("S11: a late result is dropped, and nobody else gets it")
	void lateResult() {
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.passStubbornly("late"));
		Eventually.until(() -> "not interrupted", () -> this.foo.interrupted("late") >= 1);
		this.foo.open("late");
		for (int i = 0; i < 100; i++) {
			assertThat(this.foo.add(i, 1)).isEqualTo(i + 1);
		}
	}

	@Test
	@DisplayName("S11: while a callback runs past the timeout nothing is thrown into it; its next call fails at once and the outer call throws")
	void ownThread() {
		boolean[] ran = new boolean[1];
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.callThenPass((arg) -> {
			long end = System.nanoTime() + TIMEOUT.toNanos() + 1;
			while (System.nanoTime() - end < 0) {
				Thread.onSpinWait();
			}
			long start = System.nanoTime();
			assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.add(1, 2))
				.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
			assertThat(System.nanoTime() - start).isLessThan(TIMEOUT.toNanos());
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			ran[0] = true;
			return arg;
		}, "never"));
		assertThat(ran[0]).isTrue();
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S11: a nested call has what is left of the outer call's time, and throws first")
	void nested() {
		long start = System.nanoTime();
		boolean[] innerFailed = new boolean[1];
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.passFn(() -> {
			assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.pass("never"))
				.satisfies((ex) -> assertThat(ex.timeout()).isPositive().isLessThan(TIMEOUT));
			innerFailed[0] = true;
			return this.foo.add(1, 2);
		}));
		assertThat(innerFailed[0]).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(2));
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
		Eventually.until(() -> "not interrupted", () -> this.foo.interrupted("never") == 1);
	}

	@Test
	@DisplayName("S11: a nested call that does not give up breaks its own lane alone")
	void nestedStubborn() throws Exception {
		Future<String> other = ConcurrencyTests.start(() -> this.foo.passFn(() -> 7) + this.foo.pass("other"));
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.foo.passFn(() -> this.foo.passStubbornly("stubborn").length()));
		this.foo.open("stubborn");
		this.foo.open("other");
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
		assertThat(other).isNotNull();
	}

	@Test
	@DisplayName("S11: a callback that the other process makes inherits the time left")
	void remoteNested() {
		long start = System.nanoTime();
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(
				() -> this.foo.callback((arg) -> this.foo.callback((inner) -> this.foo.pass("never").length(), 0), 0));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

}
