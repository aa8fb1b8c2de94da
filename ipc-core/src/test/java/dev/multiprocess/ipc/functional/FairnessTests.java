package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the order in which threads get lanes, over the in-memory pair.
 */
@DisplayName("Threads that wait for a lane")
class FairnessTests extends FunctionalTest {

	private static final int LIMIT = 4;

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.maxConcurrentCalls(LIMIT);
	}

	/** Starts a thread and returns once it waits. */
	private static Future<Boolean> startAndWait(Runnable action) {
		FutureTask<Boolean> task = new FutureTask<>(action, true);
		Thread thread = new Thread(task, "test-caller");
		thread.setDaemon(true);
		thread.start();
		Eventually.until(() -> "is " + thread.getState(), () -> thread.getState() == Thread.State.TIMED_WAITING);
		return task;
	}

	private int record(List<String> order, String name) {
		return this.foo.callback((arg) -> {
			order.add(name);
			return arg;
		}, 1);
	}

	@Test
	@DisplayName("S6: are served in their order, also before those that had a lane and want it again")
	void inOrder() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		List<String> order = new CopyOnWriteArrayList<>();
		// All lanes but one are taken for good.
		List<Future<Boolean>> taken = new ArrayList<>();
		CountDownLatch arrived = new CountDownLatch(LIMIT - 1);
		for (int i = 1; i < LIMIT; i++) {
			taken.add(ConcurrencyTests.start(() -> {
				this.foo.callback((arg) -> {
					arrived.countDown();
					return await(gate);
				}, 1);
				return true;
			}));
		}
		arrived.await();
		List<Future<Boolean>> waiting = new ArrayList<>();
		this.foo.callback((arg) -> {
			for (String name : List.of("1st", "2nd", "3rd")) {
				waiting.add(startAndWait(() -> {
					record(order, name);
					record(order, name + " again");
				}));
			}
			return arg;
		}, 1);
		record(order, "holder again");
		for (Future<Boolean> each : waiting) {
			assertThat(each.get()).isTrue();
		}
		gate.countDown();
		for (Future<Boolean> each : taken) {
			assertThat(each.get()).isTrue();
		}
		assertThat(order.subList(0, 3)).containsExactly("1st", "2nd", "3rd");
		assertThat(order).hasSize(7);
	}

	private static int await(CountDownLatch gate) {
		try {
			gate.await();
			return 1;
		}
		catch (InterruptedException ex) {
			return 0;
		}
	}

	@Test
	@DisplayName("S6: all get their share: sixteen threads over four lanes")
	void shares() throws Exception {
		int threads = 16;
		int rounds = 20;
		AtomicIntegerArray calls = new AtomicIntegerArray(threads);
		AtomicInteger holding = new AtomicInteger();
		Semaphore leave = new Semaphore(0);
		AtomicBoolean end = new AtomicBoolean();
		List<FutureTask<Boolean>> running = new ArrayList<>();
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			int number = i;
			running.add(new FutureTask<>(() -> {
				while (!end.get()) {
					this.foo.callback((arg) -> {
						calls.incrementAndGet(number);
						holding.incrementAndGet();
						leave.acquireUninterruptibly();
						return arg;
					}, 1);
				}
			}, true));
			callers.add(new Thread(running.get(i), "test-caller"));
			callers.get(i).setDaemon(true);
			callers.get(i).start();
		}
		// One leaves its lane when all others want one, however busy the machine is.
		for (int turn = 0; turn < rounds * threads; turn++) {
			Eventually.until(() -> holding + " of " + callers.stream().map(Thread::getState).toList(),
					() -> holding.get() == LIMIT && waiting(callers) == threads - LIMIT);
			holding.decrementAndGet();
			leave.release();
		}
		int[] shares = IntStream.range(0, threads).map(calls::get).toArray();
		end.set(true);
		leave.release(threads * rounds);
		for (Future<Boolean> each : running) {
			assertThat(each.get()).isTrue();
		}
		// Some may have their next turn already.
		assertThat(Arrays.stream(shares)).as(() -> Arrays.toString(shares)).allMatch((share) -> share >= rounds);
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(LIMIT);
	}

	/** Those who have a lane wait in another way, without a limit of time. */
	private static long waiting(List<Thread> callers) {
		return callers.stream().filter((thread) -> thread.getState() == Thread.State.TIMED_WAITING).count();
	}

}
