package dev.multiprocess.ipc.functional;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls all the time, and must not notice what others meet with.
 */
final class Bystander implements AutoCloseable {

	private final AtomicBoolean end = new AtomicBoolean();

	private final AtomicInteger calls = new AtomicInteger();

	private final Future<Boolean> running;

	/** Starts to call the callback that was saved, which returns its argument. */
	Bystander(Foo foo) {
		this.running = ConcurrencyTests.start(() -> {
			while (!this.end.get()) {
				int number = this.calls.getAndIncrement();
				assertThat(foo.callbackSaved(number)).isEqualTo(number);
			}
			return true;
		});
		Eventually.until(() -> "no call", () -> this.calls.get() > 1 || this.running.isDone());
	}

	/** Ends, and fails if a call did. */
	@Override
	public void close() throws Exception {
		this.end.set(true);
		assertThat(this.running.get()).isTrue();
	}

}
