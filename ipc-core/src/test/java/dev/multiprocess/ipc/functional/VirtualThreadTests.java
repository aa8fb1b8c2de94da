package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import dev.multiprocess.ipc.ProcessSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls of virtual threads where there are any, over the in-memory pair.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
@DisplayName("Virtual threads")
class VirtualThreadTests extends FunctionalTest {

	private static final int LIMIT = 8;

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.maxConcurrentCalls(LIMIT);
	}

	/** As {@code Thread.startVirtualThread}, which Java 17 lacks. */
	private static <T> Future<T> start(Callable<T> action) {
		FutureTask<T> task = new FutureTask<>(action);
		try {
			Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		return task;
	}

	/** How many call at once; fewer where each call takes longer. */
	int threads() {
		return 10_000;
	}

	@Test
	@DisplayName("S6: ten thousand share the few lanes there are")
	void shareLanes() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int i = 0; i < threads(); i++) {
			int number = i;
			calls.add(start(() -> this.foo.add(number, 1)));
		}
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i).get()).isEqualTo(i + 1);
		}
		assertThat(this.ends.process().stats().lanes()).isBetween(1, LIMIT);
	}

	@Test
	@DisplayName("S4: run the callbacks of their calls themselves, and get lanes while platform threads use some")
	void callbacks() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int i = 0; i < 2 * LIMIT; i++) {
			int number = i;
			Callable<Integer> call = () -> {
				Thread own = Thread.currentThread();
				return this.foo
					.callback((arg) -> (Thread.currentThread() == own) ? this.foo.add(arg, number) : -1_000_000, 1);
			};
			calls.add((i % 2 == 0) ? start(call) : ConcurrencyTests.start(call));
		}
		for (int i = 0; i < calls.size(); i++) {
			assertThat(calls.get(i).get()).isEqualTo(i + 1);
		}
	}

}
