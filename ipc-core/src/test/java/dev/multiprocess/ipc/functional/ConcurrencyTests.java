package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls of several threads at once, over the in-memory pair.
 */
@DisplayName("Calls of several threads")
class ConcurrencyTests extends FunctionalTest {

	static <T> Future<T> start(Callable<T> task) {
		FutureTask<T> future = new FutureTask<>(task);
		Thread thread = new Thread(future, "test-caller");
		thread.setDaemon(true);
		thread.start();
		return future;
	}

	@Test
	@DisplayName("S5: the same thread is served by the same thread, call after call")
	void sameServingThread() {
		Set<Long> threads = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			threads.add(this.foo.threadId());
		}
		assertThat(threads).hasSize(1);
	}

	@Test
	@DisplayName("S5: threads that call in turn each keep their serving thread")
	void sameServingThreadInTurn() throws Exception {
		CyclicBarrier turn = new CyclicBarrier(2);
		AtomicReference<Set<Long>> others = new AtomicReference<>();
		Set<Long> mine = new HashSet<>();
		AtomicReference<Future<Boolean>> other = new AtomicReference<>();
		this.foo.callback((arg) -> {
			// Both are in a call, so that neither takes over the other's lane.
			other.set(start(() -> {
				others.set(new HashSet<>(Set.of(this.foo.threadId())));
				for (int i = 0; i < 50; i++) {
					turn.await();
					others.get().add(this.foo.threadId());
					others.get().add(this.foo.threadId());
					turn.await();
				}
				return true;
			}));
			Eventually.until(() -> "no call of the other thread", () -> others.get() != null);
			return arg;
		}, 1);
		for (int i = 0; i < 50; i++) {
			turn.await();
			turn.await();
			mine.add(this.foo.threadId());
			mine.add(this.foo.threadId());
		}
		assertThat(other.get().get()).isTrue();
		assertThat(mine).hasSize(1);
		assertThat(others.get()).hasSize(1).doesNotContainAnyElementsOf(mine);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 8, 32 })
	@DisplayName("S6: so many threads are in served methods at the same time")
	void atOnce(int threads) throws Exception {
		List<Future<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			calls.add(start(() -> {
				this.foo.meet("all " + threads, threads);
				return true;
			}));
		}
		for (Future<Boolean> call : calls) {
			assertThat(call.get()).isTrue();
		}
	}

	@Test
	@DisplayName("S6: the calls of many threads do not mix up")
	void ownResults() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int thread = 0; thread < 8; thread++) {
			int base = thread * 1_000_000;
			calls.add(start(() -> {
				int wrong = 0;
				for (int i = 0; i < 300; i++) {
					int expected = base + i;
					if (this.foo.callback((arg) -> arg + this.foo.add(arg, 0), expected) != 2 * expected) {
						wrong++;
					}
				}
				return wrong;
			}));
		}
		for (Future<Integer> call : calls) {
			assertThat(call.get()).isZero();
		}
	}

	@Test
	@DisplayName("S4, S6: callbacks of many threads each run on their own")
	void ownCallbacks() throws Exception {
		Set<Thread> wrong = ConcurrentHashMap.newKeySet();
		List<Future<Integer>> calls = new ArrayList<>();
		for (int thread = 0; thread < 16; thread++) {
			calls.add(start(() -> {
				Thread mine = Thread.currentThread();
				return this.foo.callback((arg) -> {
					this.foo.meet("callbacks", 16);
					if (Thread.currentThread() != mine) {
						wrong.add(Thread.currentThread());
					}
					return arg;
				}, 1);
			}));
		}
		for (Future<Integer> call : calls) {
			assertThat(call.get()).isEqualTo(1);
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	@DisplayName("S5: the lane of a thread that has ended is taken over, not added to")
	void deadThreads() throws Exception {
		start(() -> this.foo.add(1, 2)).get();
		int lanes = this.ends.process().stats().lanes();
		for (int i = 0; i < 50; i++) {
			Thread thread = new Thread(() -> this.foo.add(1, 2));
			thread.start();
			thread.join();
		}
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(lanes + 1);
	}

}
