package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.CallContext;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.DefaultObserver;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Observer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests what a served call knows of itself, over the in-memory pair.
 */
@DisplayName("The context of a call")
class CallContextTests extends FunctionalTest {

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	private Observer observer;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.callTimeout(TIMEOUT);
	}

	@BeforeEach
	void makeObserver() {
		this.observer = this.ends.init().makeObserver();
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(CallContext.current().metadata()).isEmpty();
		assertThat(CallContext.current().caller()).isEmpty();
	}

	@Test
	@DisplayName("S13: names the caller's process, on both sides")
	void caller() {
		assertThat(this.observer.caller()).isEqualTo("parent[" + ProcessHandle.current().pid() + "]");
		assertThat(this.foo.passFn(() -> {
			assertThat(CallContext.current().caller()).hasValueSatisfying((peer) -> {
				assertThat(peer.name()).isEqualTo("foo");
				assertThat(peer.pid()).isEqualTo(this.ends.process().pid());
			});
			try (CallContext.Scope scope = CallContext.with(Map.of("a", "1"))) {
				assertThat(CallContext.current().caller()).isPresent();
			}
			return 1;
		})).isOne();
	}

	@Test
	@DisplayName("S13: has the caller's deadline")
	void deadline() {
		assertThat(this.observer.millisLeft()).isBetween(0L, TIMEOUT.toMillis());
		assertThat(CallContext.current().deadline()).isEmpty();
	}

	@Test
	@DisplayName("S13: tells whether the caller has given up")
	void cancelled() {
		try {
			this.observer.awaitCancelled();
		}
		catch (CallTimeoutException ignored) {
			// Unless the reply of who saw the end of its time was there before.
		}
		Eventually.until(() -> "is " + this.observer.noted(), () -> this.observer.noted().equals("cancelled: true"));
	}

	@Test
	@DisplayName("S13: metadata travels with calls, for as long as its scope is open")
	void metadata() {
		assertThat(this.observer.metadata()).isEmpty();
		try (CallContext.Scope outer = CallContext.with(Map.of("a", "1", "b", "2"))) {
			assertThat(this.observer.metadata()).isEqualTo(Map.of("a", "1", "b", "2"));
			try (CallContext.Scope inner = CallContext.with(Map.of("b", "3", "c", "\u00e4"))) {
				assertThat(this.observer.metadata()).isEqualTo(Map.of("a", "1", "b", "3", "c", "\u00e4"));
			}
			assertThat(this.observer.metadata()).isEqualTo(Map.of("a", "1", "b", "2"));
		}
		assertThat(this.observer.metadata()).isEmpty();
	}

	@Test
	@DisplayName("S13: metadata travels on with nested calls and callbacks")
	void nested() {
		Observer here = new DefaultObserver();
		try (CallContext.Scope scope = CallContext.with(Map.of("a", "1"))) {
			assertThat(this.observer.metadataThere(here, Map.of("b", "2"))).isEqualTo(Map.of("a", "1", "b", "2"));
			assertThat(this.foo.passFn(() -> this.observer.metadata().size())).isOne();
			assertThat(this.observer.metadataThere(this.observer, Map.of())).isEqualTo(Map.of("a", "1"));
		}
		assertThat(this.observer.metadataThere(here, Map.of())).isEmpty();
	}

	@Test
	@DisplayName("S13, S9: a one-way call has metadata and a caller, but no deadline, and is never cancelled")
	void oneWay() {
		try (CallContext.Scope scope = CallContext.with(Map.of("a", "1"))) {
			this.observer.note();
		}
		assertThat(this.observer.noted()).isEqualTo("{a=1} true false false");
	}

	@Test
	@DisplayName("S13: metadata is of its thread")
	void otherThread() throws Exception {
		try (CallContext.Scope scope = CallContext.with(Map.of("a", "1"))) {
			assertThat(ConcurrencyTests.start(() -> this.observer.metadata()).get()).isEmpty();
		}
	}

	@Test
	@DisplayName("S13: a context that is kept tells of its call for ever, not of a later one")
	void kept() {
		AtomicReference<CallContext> kept = new AtomicReference<>(CallContext.current());
		try (CallContext.Scope scope = CallContext.with(Map.of("a", "1"))) {
			this.foo.passFn(() -> {
				kept.set(CallContext.current());
				return 1;
			});
		}
		try (CallContext.Scope scope = CallContext.with(Map.of("a", "2"))) {
			assertThat(this.foo.passFn(() -> {
				assertThat(kept.get().metadata()).isEqualTo(Map.of("a", "1"));
				return 1;
			})).isOne();
		}
		assertThat(kept.get().metadata()).isEqualTo(Map.of("a", "1"));
		assertThat(kept.get().caller()).isPresent();
		assertThat(kept.get().isCancelled()).isFalse();
	}

	@Test
	@DisplayName("S13: metadata is bounded, and refused where it is added")
	void bounded() {
		Map<String, String> many = IntStream.range(0, 129)
			.boxed()
			.collect(Collectors.toMap((number) -> "key " + number, (number) -> ""));
		assertThatIllegalArgumentException().isThrownBy(() -> CallContext.with(many))
			.withMessage("Metadata has 129 entries, allowed are 128");
		assertThatIllegalArgumentException().isThrownBy(() -> CallContext.with(Map.of("k", "x".repeat(8192))))
			.withMessage("Metadata has 8193 characters, allowed are 8192");
		Map<String, String> most = new HashMap<>(Map.of("k", "x".repeat(8191)));
		try (CallContext.Scope scope = CallContext.with(most)) {
			assertThat(this.observer.metadata()).isEqualTo(most);
			assertThatIllegalArgumentException().isThrownBy(() -> CallContext.with(Map.of("l", "")));
		}
	}

	@Test
	@DisplayName("S13: a scope left open ends with the call, and scopes are closed in order")
	void scopes() {
		CallContext.Scope outer = CallContext.with(Map.of("a", "1"));
		CallContext.Scope inner = CallContext.with(Map.of("a", "2"));
		assertThatIllegalStateException().isThrownBy(outer::close);
		inner.close();
		outer.close();
		assertThat(this.foo.passFn(() -> {
			CallContext.with(Map.of("left", "open"));
			return 1;
		})).isOne();
		assertThat(this.observer.metadata()).isEmpty();
	}

}
