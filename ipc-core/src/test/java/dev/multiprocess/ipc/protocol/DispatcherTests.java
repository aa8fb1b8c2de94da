package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S10: what depends on futures is run by")
class DispatcherTests {

	/** The threads that were asked for and have not begun. */
	private final Deque<Runnable> threads = new ArrayDeque<>();

	/** The looks that are due. */
	private final Deque<Runnable> looks = new ArrayDeque<>();

	private final Dispatcher dispatcher = new Dispatcher(this.threads::add, this.looks::add);

	private final List<Integer> ran = new ArrayList<>();

	private void execute(int from, int to) {
		IntStream.range(from, to).forEach((task) -> this.dispatcher.execute(() -> this.ran.add(task)));
	}

	@Test
	@DisplayName("few threads, which leave when nothing waits and come back")
	void width() {
		for (int round = 0; round < 3; round++) {
			execute(100 * round, 100 * round + 100);
			assertThat(this.threads).hasSize(Dispatcher.WIDTH);
			while (!this.threads.isEmpty()) {
				this.threads.remove().run();
			}
		}
		assertThat(this.ran).containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
	}

	@Test
	@DisplayName("one thread more each time that none gets on, but no more than a limit")
	void most() {
		execute(0, 1000);
		for (int look = 1; look <= 2 * Dispatcher.MOST; look++) {
			assertThat(this.looks).hasSize(1);
			this.looks.remove().run();
			assertThat(this.threads).hasSize(Math.min(Dispatcher.MOST, Dispatcher.WIDTH + look));
		}
		this.threads.remove().run();
		assertThat(this.ran).hasSize(1000);
	}

	@Test
	@DisplayName("a thread that goes on after something has failed")
	void failing() {
		this.dispatcher.execute(() -> {
			throw new AssertionError("on purpose");
		});
		execute(0, 10);
		this.threads.remove().run();
		assertThat(this.ran).hasSize(10);
	}

	@Test
	@DisplayName("a thread on which no interrupt is met that another task left behind")
	void interrupts() {
		List<Boolean> interrupted = new ArrayList<>();
		this.dispatcher.execute(() -> Thread.currentThread().interrupt());
		this.dispatcher.execute(() -> interrupted.add(Thread.currentThread().isInterrupted()));
		this.threads.remove().run();
		assertThat(interrupted).containsExactly(false);
		assertThat(Thread.interrupted()).isFalse();
	}

}
