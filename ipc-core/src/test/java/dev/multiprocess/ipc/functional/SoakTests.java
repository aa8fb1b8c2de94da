package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.Soak;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repeats what must leave nothing behind very often, over the in-memory pair; see
 * {@link Soak}.
 */
@Timeout(1200)
@DisplayName("After very many")
class SoakTests extends FunctionalTest {

	@Test
	@DisplayName("S23: cycles of export, import and drop both tables are empty and no reference has failed")
	void references() throws Exception {
		int cycles = Soak.times(1_000_000);
		int threads = 4;
		FooCallback one = this.foo.one();
		long start = System.nanoTime();
		List<Future<Integer>> running = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			running.add(ConcurrencyTests.start(() -> {
				int wrong = 0;
				for (int i = 0; i < cycles / threads; i++) {
					FooCallback own = (arg) -> arg + 2;
					wrong += (this.foo.returned(own) == own && this.foo.make().call(i) == 2 * i) ? 0 : 1;
					if (i % 100 == 0) {
						wrong += (one.call(i) == 2 * i && this.foo.isOne(one)) ? 0 : 1;
					}
				}
				return wrong;
			}));
		}
		for (Future<Integer> each : running) {
			assertThat(each.get()).isZero();
		}
		Soak.tell("cycles of references", cycles, start);
		assertThat(one.call(1)).isEqualTo(2);
		this.ends.awaitReferences(0, 2);
	}

	@Test
	@DisplayName("S12: interrupts the connection is open, others were not disturbed, and nothing is left")
	void interrupts() throws Exception {
		int times = Soak.times(10_000);
		this.foo.saveCallback((arg) -> arg);
		long start = System.nanoTime();
		try (Bystander bystander = new Bystander(this.foo)) {
			Soak.Baseline baseline = Soak.baseline();
			Thread caller = Thread.currentThread();
			AtomicInteger taken = new AtomicInteger();
			Future<Boolean> interrupter = ConcurrencyTests.start(() -> {
				for (int i = 0; i < times; i++) {
					// At any moment of a call, and not before the last one was taken.
					LockSupport.parkNanos(i % 50 * 20_000L);
					caller.interrupt();
					while (taken.get() <= i) {
						Thread.onSpinWait();
						Thread.yield();
					}
				}
				return true;
			});
			while (taken.get() < times) {
				try {
					this.foo.pass((taken.get() % 2 == 0) ? "never" : "never either");
				}
				catch (CallCancelledException ex) {
					assertThat(Thread.interrupted()).isTrue();
					taken.incrementAndGet();
				}
			}
			assertThat(interrupter.get()).isTrue();
			Soak.tell("interrupts", times, start);
			baseline.await();
		}
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
		this.foo.saveCallback(null);
	}

}
