package dev.multiprocess.ipc.functional;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests futures in numbers, on whichever threads they complete, over the in-memory pair.
 */
@DisplayName("Many futures")
class ManyFuturesTests extends FutureTest {

	private static final int MANY = 10_000;

	/** Far more than it takes, far fewer than there are futures. */
	private static final int THREADS = 40;

	@Test
	@DisplayName("S10: what depends on a future happens although nobody holds it")
	void notCollected() throws Exception {
		CompletableFuture<@Nullable String> result = new CompletableFuture<>();
		this.futures.future("a").thenAccept(result::complete);
		CompletableFuture<@Nullable String> from = new CompletableFuture<>();
		CompletableFuture<@Nullable String> to = new CompletableFuture<>();
		this.futures.chain(from, to);
		for (int i = 0; i < 3; i++) {
			System.gc();
			this.ends.init().collect();
		}
		this.futures.complete("a", "kept");
		assertThat(get(result)).isEqualTo("kept");
		from.complete("kept there");
		assertThat(get(to)).isEqualTo("kept there");
	}

	@Test
	@DisplayName("S10: whatever comes first, it completes once, and its value is there at once or later")
	void races() throws Exception {
		for (int i = 0; i < rounds(); i++) {
			String name = "race" + i;
			CompletableFuture<@Nullable String> there = this.futures.future(name);
			AtomicInteger completions = new AtomicInteger();
			CompletableFuture<@Nullable String> outcome = there
				.whenComplete((value, failure) -> completions.incrementAndGet())
				.exceptionally((failure) -> "cancelled");
			CompletableFuture<?> completing = CompletableFuture.runAsync(() -> this.futures.complete(name, "value"));
			// Sent, sent home, cancelled, and completed at the same time.
			boolean kept = this.futures.isKept(name, there);
			if (i % 3 == 0) {
				there.cancel(true);
			}
			completing.join();
			assertThat(outcome.get(30, TimeUnit.SECONDS)).isIn("value", "cancelled");
			assertThat(completions).hasValue(1);
			assertThat(kept || there.isDone()).isTrue();
		}
		this.ends.awaitReferences(0, OWN);
	}

	int rounds() {
		return 100;
	}

	@Test
	@DisplayName("S10: dependents run on the connection's threads, and one that blocks holds up nobody for long")
	void dependents() throws Exception {
		CompletableFuture<String> thread = this.futures.future("a")
			.thenApply((value) -> Thread.currentThread().getName());
		CompletableFuture<@Nullable String> last = this.futures.future("last");
		List<CompletableFuture<@Nullable String>> blocked = IntStream.range(0, 8)
			.mapToObj((index) -> this.futures.future("b" + index).thenApply((value) -> last.join()))
			.toList();
		this.futures.complete("a", "x");
		assertThat(thread.join()).startsWith("ipc-worker-");
		for (int i = 0; i < blocked.size(); i++) {
			this.futures.complete("b" + i, "x");
		}
		this.futures.complete("last", "at last");
		for (CompletableFuture<@Nullable String> waiting : blocked) {
			assertThat(get(waiting)).isEqualTo("at last");
		}
	}

	@Test
	@DisplayName("S10: 10,000 in flight hold no thread and no lane, and complete on few of both")
	void many() throws Exception {
		this.ends.awaitReferences(0, OWN);
		int lanes = this.ends.process().stats().lanes();
		List<CompletableFuture<Integer>> many = this.futures.many(MANY);
		assertThat(this.ends.process().stats().imported()).isEqualTo(OWN + MANY);
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(lanes);
		int threadsThere = this.futures.threads();
		assertThat(threadsThere).isLessThan(THREADS);
		Set<String> threads = ConcurrentHashMap.newKeySet();
		AtomicInteger sum = new AtomicInteger();
		CompletableFuture<?>[] dependents = many.stream().map((future) -> future.thenAccept((value) -> {
			threads.add(Thread.currentThread().getName());
			sum.addAndGet(value);
		})).toArray(CompletableFuture<?>[]::new);
		this.futures.completeMany();
		get(CompletableFuture.allOf(dependents));
		assertThat(sum).hasValue(MANY / 2 * (MANY - 1));
		assertThat(threads).hasSizeLessThan(THREADS);
		assertThat(this.ends.process().stats().lanes()).isLessThan(THREADS);
		assertThat(this.futures.threads()).isLessThan(threadsThere + THREADS);
		this.ends.awaitReferences(0, OWN);
	}

}
