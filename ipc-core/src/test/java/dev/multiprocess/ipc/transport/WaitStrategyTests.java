package dev.multiprocess.ipc.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Who waits")
class WaitStrategyTests {

	/** More than the longest pause. */
	private static final long LONG = 1_000_000_000;

	private static final BooleanSupplier NEVER = () -> false;

	/** Waits until this side counts as idle. */
	private static void idle(WaitStrategy waits) {
		long start = System.nanoTime();
		assertThat(waits.pause(NEVER, 0)).isFalse();
		while (System.nanoTime() - start < 2_000_000) {
			Thread.onSpinWait();
		}
		waits.parked();
	}

	/** Returns how often was looked in one pause. */
	private static int looks(WaitStrategy waits) {
		AtomicInteger looks = new AtomicInteger();
		waits.pause(() -> {
			looks.incrementAndGet();
			return false;
		}, LONG);
		return looks.get();
	}

	@Test
	@DisplayName("looks again before it parks, and sees what has come")
	void looks() {
		WaitStrategy waits = new WaitStrategy(2);
		AtomicInteger looks = new AtomicInteger();
		assertThat(waits.pause(() -> looks.incrementAndGet() == 3, LONG)).isTrue();
		assertThat(looks).hasValue(3);
	}

	@Test
	@DisplayName("parks at once after it was idle, and looks again once something came soon")
	void idle() {
		WaitStrategy waits = new WaitStrategy(2);
		idle(waits);
		assertThat(looks(waits)).isZero();
		int looks = 0;
		// The machine may take so long between two steps that the wait was none of those.
		for (int i = 0; i < 1000 && looks == 0; i++) {
			waits.parked();
			looks = looks(waits);
		}
		assertThat(looks).isPositive();
	}

	@Test
	@DisplayName("looks more and more rarely when that was in vain, but does not cease to")
	void inVain() {
		WaitStrategy waits = new WaitStrategy(2);
		int looked = 0;
		for (int i = 0; i < 1000; i++) {
			looked += (looks(waits) > 0) ? 1 : 0;
			waits.parked();
		}
		assertThat(looked).isBetween(10, 200);
		while (!waits.pause(() -> true, LONG)) {
			waits.parked();
		}
		assertThat(looks(waits)).isPositive();
	}

	@Test
	@DisplayName("does not spin on one processor")
	void oneProcessor() {
		WaitStrategy waits = new WaitStrategy(1);
		for (int i = 0; i < 100; i++) {
			waits.pause(() -> {
				assertThat(WaitStrategy.spinners()).isZero();
				return false;
			}, LONG);
		}
	}

	@Test
	@DisplayName("does not spin for a peer that it had to wake, the next time again")
	void peerWoken() {
		WaitStrategy waits = new WaitStrategy(2);
		List<Integer> spinners = new ArrayList<>();
		BooleanSupplier ready = () -> spinners.add(WaitStrategy.spinners());
		waits.peerWoken();
		assertThat(waits.pause(ready, LONG)).isTrue();
		assertThat(waits.pause(ready, LONG)).isTrue();
		assertThat(spinners).containsExactly(0, 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4 })
	@DisplayName("spins with no more others in this program than there are processors, less one")
	void spinners(int processors) throws Exception {
		AtomicInteger most = new AtomicInteger();
		CountDownLatch go = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4 * processors; i++) {
			Thread thread = new Thread(() -> {
				WaitStrategy waits = new WaitStrategy(processors);
				await(go);
				for (int wait = 0; wait < 2000; wait++) {
					int[] looks = new int[1];
					waits.pause(() -> {
						most.accumulateAndGet(WaitStrategy.spinners(), Math::max);
						return ++looks[0] == 20;
					}, LONG);
				}
			}, "test-spinner");
			threads.add(thread);
			thread.start();
		}
		go.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(most.get()).isBetween(1, processors - 1);
		assertThat(WaitStrategy.spinners()).isZero();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
