package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Soak;
import dev.multiprocess.ipc.testing.TwoEnds;
import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests timeouts so short that many fit into one test, over the in-memory pair.
 */
@DisplayName("Short call timeouts")
@ExtendWith(LeftoverCheck.class)
class ShortTimeoutTests {

	private static final int THREADS = 50;

	Kind kind() {
		return Kind.IN_PROCESS;
	}

	/** Repeats what may take longer than the timeout on a busy machine. */
	private static <T> T patiently(Supplier<T> call) {
		for (int i = 0; i < 1000; i++) {
			try {
				return call.get();
			}
			catch (CallTimeoutException ignored) {
				// Once more.
			}
		}
		throw new AssertionError("a thousand timeouts in a row");
	}

	@Test
	@DisplayName("S11: a thousand timeouts leave the connection usable, other calls alone, and no lane behind")
	void thousand() throws Exception {
		int times = Math.max(1000, Soak.times(10_000));
		try (TwoEnds ends = patiently(() -> TwoEnds.open(kind(), (builder) -> builder,
				(process) -> process.callTimeout(Duration.ofMillis(100))))) {
			Foo foo = patiently(() -> ends.init().makeFoo());
			long start = System.nanoTime();
			try (AutoCloseable bystander = bystander(ends, foo)) {
				Soak.Baseline baseline = Soak.baseline();
				List<Future<?>> callers = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					callers.add(ConcurrencyTests.start(() -> {
						for (int round = 0; round < times / THREADS; round++) {
							assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> foo.pass("never"));
						}
						return true;
					}));
				}
				for (Future<?> caller : callers) {
					caller.get();
				}
				Soak.tell("timeouts", times, start);
				baseline.await();
			}
			assertThat(patiently(() -> foo.add(1, 2))).isEqualTo(3);
			assertThat(patiently(() -> foo.passFn(() -> 7))).isEqualTo(7);
			Eventually.until(() -> "lanes are left: " + ends.process().stats(), () -> {
				Stats stats = ends.process().stats();
				return stats.lanes() <= 3 && stats.callsInFlight() == 0;
			});
		}
	}

	/**
	 * Calls the other way, where there is no timeout; from another JVM nobody can be told
	 * to.
	 */
	private static AutoCloseable bystander(TwoEnds ends, Foo foo) {
		if (ends.served().isEmpty()) {
			return () -> {
			};
		}
		patiently(() -> {
			foo.saveCallback((arg) -> arg);
			return foo.add(1, 2);
		});
		return new Bystander(ends.served().get(ends.served().size() - 1));
	}

}
