package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests the limit on calls at once, over the in-memory pair.
 */
@DisplayName("The limit on concurrent calls")
class CallLimitTests extends FunctionalTest {

	private static final int LIMIT = 3;

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.maxConcurrentCalls(LIMIT).callTimeout(Duration.ofMillis(2500));
	}

	/** Takes all the calls there are, with callbacks that wait for the latch. */
	private List<Future<Integer>> takeAll(FutureTask<Integer> gate) {
		List<Future<Integer>> calls = new ArrayList<>();
		List<Integer> arrived = new ArrayList<>();
		for (int i = 0; i < LIMIT; i++) {
			calls.add(ConcurrencyTests.start(() -> this.foo.callback((arg) -> {
				synchronized (arrived) {
					arrived.add(arg);
				}
				return get(gate);
			}, 1)));
		}
		Eventually.until(() -> "only " + arrived + " arrived", () -> {
			synchronized (arrived) {
				return arrived.size() == LIMIT;
			}
		});
		return calls;
	}

	private static int get(Future<Integer> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static FutureTask<Integer> gate() {
		return new FutureTask<>(() -> 7);
	}

	@Test
	@DisplayName("S6: a caller beyond the limit waits until a call has ended")
	void waitsInLine() {
		FutureTask<Integer> gate = gate();
		List<Future<Integer>> calls = takeAll(gate);
		FutureTask<Integer> next = new FutureTask<>(() -> this.foo.add(1, 2));
		Thread thread = new Thread(next);
		thread.start();
		Eventually.until(() -> "is " + thread.getState(), () -> thread.getState() == Thread.State.TIMED_WAITING);
		assertThat(next.isDone()).isFalse();
		gate.run();
		assertThat(get(next)).isEqualTo(3);
		assertThat(calls).allSatisfy((call) -> assertThat(call.get()).isEqualTo(7));
	}

	@Test
	@DisplayName("S6: the wait in line is bounded by the call timeout")
	void boundedByTimeout() {
		FutureTask<Integer> gate = gate();
		List<Future<Integer>> calls = takeAll(gate);
		FutureTask<CallTimeoutException> next = new FutureTask<>(() -> {
			try {
				this.foo.add(1, 2);
				return null;
			}
			catch (CallTimeoutException ex) {
				return ex;
			}
		});
		new Thread(next).start();
		// None of these ends before the next one does: they may do no more than return.
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.add(1, 2))
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		Eventually.until(() -> "no timeout", next::isDone);
		gate.run();
		assertThat(next).succeedsWithin(Duration.ofSeconds(1)).isNotNull();
		assertThat(calls).isNotEmpty();
	}

	@Test
	@DisplayName("S12: an interrupt ends the wait in line")
	void interrupted() {
		FutureTask<Integer> gate = gate();
		takeAll(gate);
		FutureTask<Boolean> next = new FutureTask<>(() -> {
			assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.add(1, 2))
				.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
			return Thread.interrupted();
		});
		Thread thread = new Thread(next);
		thread.start();
		Eventually.until(() -> "is " + thread.getState(), () -> thread.getState() == Thread.State.TIMED_WAITING);
		thread.interrupt();
		Eventually.until(() -> "not ended", next::isDone);
		gate.run();
		assertThat(next).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(true);
	}

	@Test
	@DisplayName("S6: nested calls neither count nor wait")
	void nestedDoNotCount() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int i = 0; i < LIMIT; i++) {
			calls.add(ConcurrencyTests.start(() -> this.foo.passFn(() -> {
				this.foo.meet("all", LIMIT);
				return this.foo.passFn(() -> this.foo.add(1, 2));
			})));
		}
		for (Future<Integer> call : calls) {
			assertThat(call.get()).isEqualTo(3);
		}
	}

	@Test
	@DisplayName("S6: many more threads than calls all get their turn")
	void manyThreads() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int i = 0; i < 24; i++) {
			int number = i;
			calls.add(ConcurrencyTests.start(() -> {
				int sum = 0;
				for (int call = 0; call < 20; call++) {
					sum += this.foo.add(number, call) - call;
				}
				return sum;
			}));
		}
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i).get()).isEqualTo(20 * i);
		}
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(LIMIT);
	}

}
