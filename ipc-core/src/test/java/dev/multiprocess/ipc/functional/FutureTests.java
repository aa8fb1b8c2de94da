package dev.multiprocess.ipc.functional;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.AllowedException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooFutures;
import dev.multiprocess.ipc.testing.FooFutures.Basket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests futures that cross, over the in-memory pair.
 */
@DisplayName("Futures")
class FutureTests extends FutureTest {

	private void awaitState(String name, String state) {
		Eventually.until(() -> name + " is " + this.futures.state(name), () -> state.equals(this.futures.state(name)));
	}

	@Test
	@DisplayName("S10: a result completes here when it is completed there")
	void completed() throws Exception {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		CompletableFuture<String> dependent = future.thenApply((value) -> value + "!");
		assertThat(future).isNotDone();
		this.futures.complete("a", "value");
		assertThat(get(dependent)).isEqualTo("value!");
		assertThat(future).isCompletedWithValue("value");
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S10: stages, plain futures, null values, no values, references and futures in futures cross")
	void kinds() throws Exception {
		CompletableFuture<@Nullable String> stage = this.futures.stage("a").toCompletableFuture();
		assertThat(this.futures.plain("a")).isSameAs(stage);
		assertThat(this.futures.future("a")).isSameAs(stage);
		this.futures.complete("a", null);
		assertThat(get(stage)).isNull();
		assertThat(this.futures.none()).isNull();
		CompletableFuture<@Nullable Void> nothing = this.futures.nothing();
		this.futures.complete("nothing", "x");
		assertThat(get(nothing)).isNull();
		var reference = this.futures.reference();
		this.futures.complete("reference", "x");
		assertThat(get(reference).call(1)).isEqualTo(2);
		var nested = this.futures.nested("inner").thenCompose((inner) -> inner);
		this.futures.complete("outer", "x");
		this.futures.complete("inner", "deep");
		assertThat(get(nested)).isEqualTo("deep");
	}

	@Test
	@DisplayName("S10: one that is done already crosses as its value, and holds nothing")
	void doneAlready() {
		// What the test before held is gone.
		this.ends.awaitReferences(0, OWN);
		this.futures.complete("a", "early");
		assertThat(this.futures.future("a")).isExactlyInstanceOf(CompletableFuture.class).isCompletedWithValue("early");
		assertThat(this.futures.join(CompletableFuture.completedFuture("mine"))).isEqualTo("mine");
		assertThat(this.ends.process().stats().imported()).isEqualTo(OWN);
	}

	@Test
	@DisplayName("S10: one that failed carries the exception as its own type, as calls do")
	void failed() {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		this.futures.fail("a", "no");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(future))
			.havingCause()
			.isInstanceOf(AllowedException.class)
			.withMessage("no");
		// Failed before it crosses.
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(this.futures.future("a")))
			.havingCause()
			.isInstanceOf(AllowedException.class);
		// Fails because another one did, which wraps it.
		CompletableFuture<@Nullable Void> dependent = this.futures.nothing();
		this.futures.fail("nothing", "no");
		assertThat(dependent.handle((value, failure) -> failure).join()).isInstanceOf(AllowedException.class);
		CompletableFuture<@Nullable String> foreign = this.futures.future("b");
		this.futures.fail("b", "foreign");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(foreign))
			.havingCause()
			.isInstanceOf(RemoteCallException.class);
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S10: cancelling here cancels there, and cancelling there cancels here")
	void cancelled() {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		assertThat(future.cancel(true)).isTrue();
		awaitState("a", "CancellationException");
		CompletableFuture<@Nullable String> other = this.futures.future("b");
		this.futures.cancel("b");
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(other));
		assertThat(other).isCancelled();
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S10: completing one here completes it there")
	void completedHere() {
		this.futures.future("a").complete("from here");
		awaitState("a", "from here");
		this.futures.future("b").completeExceptionally(new IllegalStateException("failed here"));
		awaitState("b", "java.lang.IllegalStateException: failed here");
		this.futures.future("c").orTimeout(1, TimeUnit.MILLISECONDS);
		awaitState("c", "java.util.concurrent.TimeoutException");
		this.futures.future("d").completeAsync(() -> "later");
		awaitState("d", "later");
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S10: one passed as an argument completes there when it is completed here")
	void argument() throws Exception {
		CompletableFuture<@Nullable String> future = new CompletableFuture<>();
		this.futures.keep("a", future);
		assertThat(this.futures.state("a")).isEqualTo("pending");
		future.complete("mine");
		awaitState("a", "mine");
		CompletableFuture<@Nullable String> joined = new CompletableFuture<>();
		CompletableFuture<@Nullable String> waiting = CompletableFuture.supplyAsync(() -> this.futures.join(joined),
				(task) -> new Thread(task).start());
		Eventually.until(() -> "not waiting", () -> this.ends.process().stats().callsInFlight() == 1);
		joined.complete("waited for");
		assertThat(waiting.join()).isEqualTo("waited for");
		CompletableFuture<@Nullable String> cancelledThere = new CompletableFuture<>();
		this.futures.keep("b", cancelledThere);
		CompletableFuture<String> thread = cancelledThere.handle((value, failure) -> Thread.currentThread().getName());
		this.futures.cancel("b");
		// Asked first: who waits for the other one may run what depends on it.
		assertThat(get(thread)).startsWith("ipc-worker-");
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(cancelledThere));
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S17: the same future is the same here, in collections and records too, and itself when it comes home")
	void identity() throws Exception {
		CompletableFuture<@Nullable String> future = this.futures.future("a");
		Basket basket = this.futures.basket("a");
		assertThat(basket.futures()).containsExactly(future, future);
		assertThat(basket.stage()).isSameAs(future);
		assertThat(this.futures.isKept("a", future)).isTrue();
		CompletableFuture<@Nullable String> mine = new CompletableFuture<>();
		this.futures.keep("b", mine);
		assertThat(this.futures.future("b")).isSameAs(mine);
		this.futures.complete("a", "x");
		mine.complete("y");
		assertThat(get(future)).isEqualTo("x");
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S15: a future that tells nobody when it is done is refused with a remedy")
	void silent() {
		assertThatExceptionOfType(TypeNotAllowedException.class).isThrownBy(this.futures::silent)
			.withMessageContaining("FooFutures.silent(result)")
			.withMessageContaining("CompletableFuture");
	}

}
