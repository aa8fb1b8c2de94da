package dev.multiprocess.ipc.functional;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooFutures;
import dev.multiprocess.ipc.testing.FooInit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests what becomes of futures when their connection ends, over the in-memory pair.
 */
@DisplayName("Futures of a connection that ends")
class FutureEndTests extends FutureTest {

	@Override
	boolean fresh() {
		return true;
	}

	private static void assertLost(CompletableFuture<?> future) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(30, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
	}

	@Test
	@DisplayName("S10, S28: pending ones fail when the process is gone")
	void killed() {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		CompletableFuture<String> dependent = future.thenApply((value) -> value + "!");
		CompletableFuture<@Nullable String> done = this.futures.future("b");
		this.futures.complete("b", "in time");
		assertThat(done.join()).isEqualTo("in time");
		this.ends.process().kill();
		assertLost(future);
		assertLost(dependent);
		assertThat(done).isCompletedWithValue("in time");
		assertThat(future.cancel(true)).isFalse();
	}

	@Test
	@DisplayName("S10, S27: pending ones fail when the connection is closed in order")
	void closed() {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		this.ends.init().close();
		assertLost(future);
	}

	@Test
	@DisplayName("S10: those that complete while the process goes are completed, or fail")
	void race() {
		CompletableFuture<?>[] many = this.futures.many(1000).toArray(CompletableFuture<?>[]::new);
		CompletableFuture<Void> completing = CompletableFuture.runAsync(this.futures::completeMany,
				(task) -> new Thread(task).start());
		this.ends.process().kill();
		CompletableFuture<Void> all = CompletableFuture.allOf(many);
		Eventually.until(() -> "some never complete", () -> all.isDone() && completing.isDone());
		for (CompletableFuture<?> future : many) {
			if (future.isCompletedExceptionally()) {
				assertLost(future);
			}
		}
	}

	@Test
	@DisplayName("S10, S18: one that was passed on to a third process fails there too")
	void passedOn() {
		FooInit otherInit = this.ends.another("other");
		FooFutures other = otherInit.makeFutures();
		CompletableFuture<@Nullable String> lost = this.futures.future("lost");
		other.keep("lost", lost);
		other.keep("kept", this.futures.future("kept"));
		this.futures.complete("kept", "passed on");
		Eventually.until(() -> other.state("kept") + "", () -> "passed on".equals(other.state("kept")));
		assertThat(other.isKept("lost", lost)).isTrue();
		this.ends.process().kill();
		Eventually.until(() -> other.state("lost") + "",
				() -> String.valueOf(other.state("lost")).contains("ConnectionClosedException"));
		otherInit.close();
	}

}
