package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What depends on futures")
class DispatcherTests {

	private final List<Runnable> threads = new ArrayList<>();

	private final Dispatcher dispatcher = new Dispatcher(this.threads::add);

	@Test
	@DisplayName("S10: does not meet an interrupt that another left behind")
	void interrupts() {
		List<Boolean> interrupted = new ArrayList<>();
		this.dispatcher.execute(() -> Thread.currentThread().interrupt());
		this.dispatcher.execute(() -> interrupted.add(Thread.currentThread().isInterrupted()));
		this.threads.get(0).run();
		assertThat(interrupted).containsExactly(false);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	@DisplayName("S10: runs on few threads, however much there is")
	void few() {
		for (int i = 0; i < 1000; i++) {
			this.dispatcher.execute(() -> {
			});
		}
		assertThat(this.threads).hasSize(Dispatcher.WIDTH);
		this.threads.forEach(Runnable::run);
	}

}
