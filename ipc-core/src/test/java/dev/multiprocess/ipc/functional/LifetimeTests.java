package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Crate;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.FooException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests how long references live, over the in-memory pair.
 */
@DisplayName("The lifetime of references")
class LifetimeTests extends FunctionalTest {

	/** The object that every test calls. */
	private static final int OWN = 1;

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		// What the test before held is gone.
		this.ends.awaitReferences(0, OWN);
	}

	private List<String> eventsOf(String name) {
		return this.ends.init()
			.events()
			.stream()
			.filter((event) -> event.contains(name) && !event.startsWith("released"))
			.toList();
	}

	@Test
	@DisplayName("S21: close() runs remotely, once, and releases")
	void close() throws Exception {
		Closing closing = this.ends.init().makeClosing("one");
		closing.close();
		assertThat(eventsOf("one")).containsExactly("closed one");
		this.ends.awaitReferences(0, OWN);
		this.ends.awaitEvent("released one");
		assertThat(eventsOf("one")).containsExactly("closed one");
	}

	@Test
	@DisplayName("S21: closing twice returns quietly and is sent once")
	void closeTwice() throws Exception {
		Closing closing = this.ends.init().makeClosing("twice");
		closing.close();
		closing.close();
		assertThat(eventsOf("twice")).containsExactly("closed twice");
	}

	@Test
	@DisplayName("S25: a call on a closed reference throws StaleReferenceException, and close() does not")
	void callAfterClose() throws Exception {
		Closing closing = this.ends.init().makeClosing("stale");
		closing.close();
		long calls = this.ends.process().stats().calls();
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(closing::name)
			.withMessageContaining("Closing");
		assertThat(this.ends.process().stats().calls()).isEqualTo(calls);
		closing.close();
	}

	@Test
	@DisplayName("S25: a closed reference cannot be passed any more")
	void passAfterClose() throws Exception {
		FooCallback both = this.foo.both();
		((Closing) both).close();
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(() -> this.foo.callback(both, 1));
	}

	@Test
	@DisplayName("S21: a close() that throws has released the reference and run its cleanups all the same")
	void closeFails() {
		AtomicInteger cleanups = new AtomicInteger();
		Closing closing = this.ends.init().makeClosing("bad x");
		this.ends.ipc().addCleanup(closing, cleanups::incrementAndGet);
		assertThatExceptionOfType(FooException.class).isThrownBy(closing::close)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(9));
		assertThat(cleanups).hasValue(1);
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(closing::name);
		this.ends.awaitReferences(0, OWN);
		this.ends.awaitEvent("released bad x");
		assertThat(eventsOf("bad x")).containsExactly("closed bad x");
	}

	@Test
	@DisplayName("S21: what close() throws is thrown, even what else would tell that the object is gone anyway")
	void closeFailsAsIfGone() {
		Closing closing = this.ends.init().makeClosing("broken x");
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(closing::close)
			.withMessageContaining("database");
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(closing::name);
		this.ends.awaitEvent("released broken x");
	}

	@Test
	@DisplayName("S21: a reference is released when its proxy was collected")
	void collected() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.foo.make().call(i)).isEqualTo(2 * i);
		}
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S22: the cleanups of an object run where it lives once the last remote reference is gone")
	void ownersCleanups() {
		assertThat(this.ends.init().makeWatched("watched").call(1)).isEqualTo(8);
		this.ends.awaitEvent("watched first");
		assertThat(eventsOf("watched")).containsExactly("watched second", "watched first");
	}

	@Test
	@DisplayName("S22: a result that belongs to the caller is closed once when it was collected")
	void ownedResult() {
		assertThat(this.ends.init().makeClosing("dropped").name()).isEqualTo("dropped");
		this.ends.awaitEvent("closed dropped");
		this.ends.awaitReferences(0, OWN);
		assertThat(eventsOf("dropped")).containsExactly("closed dropped");
	}

	@Test
	@DisplayName("S22: a shared result is not closed when it was collected")
	void sharedResult() {
		assertThat(this.ends.init().sharedClosing().name()).isEqualTo("shared");
		this.ends.awaitReferences(0, OWN);
		// Released later than the shared one, so it is disposed of later.
		assertThat(this.ends.init().makeClosing("marker").name()).isEqualTo("marker");
		this.ends.awaitEvent("released marker");
		assertThat(eventsOf("shared")).isEmpty();
		assertThat(this.ends.init().sharedClosing().name()).isEqualTo("shared");
	}

	@Test
	@DisplayName("S21: a callback is released when the other process has let go of it")
	void callbackReleased() {
		this.foo.saveCallback((arg) -> arg);
		assertThat(this.foo.callbackSaved(1)).isEqualTo(1);
		this.ends.init().collect();
		assertThat(this.foo.callbackSaved(2)).isEqualTo(2);
		assertThat(this.ends.process().stats().exported()).isEqualTo(1);
		this.foo.saveCallback(null);
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S21: an object that was released can be passed again")
	void passedAgain() {
		FooCallback callback = (arg) -> arg + 1;
		for (int i = 0; i < 3; i++) {
			assertThat(this.foo.callback(callback, i)).isEqualTo(i + 1);
			this.ends.awaitReferences(0, OWN);
		}
	}

	@Test
	@DisplayName("S23: a call that could not be encoded leaves no reference behind")
	void failedEncode() {
		List<Object> list = new ArrayList<>();
		list.add((FooCallback) (arg) -> arg);
		list.add(new Object());
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.foo.passCyclic(list));
		assertThat(this.ends.process().stats().exported()).isZero();
	}

	/** How many cycles the race test makes; fewer where each takes longer. */
	int cycles() {
		return 40_000;
	}

	@Test
	@DisplayName("S23: counts are exact after cycles of export, import, use and release by several threads")
	void races() throws Exception {
		FooCallback shared = (arg) -> arg + 1;
		this.foo.saveCallback(shared);
		FooCallback one = this.foo.one();
		List<Future<Integer>> threads = new ArrayList<>();
		for (int thread = 0; thread < 4; thread++) {
			threads.add(ConcurrencyTests.start(() -> {
				int failures = 0;
				for (int i = 0; i < cycles() / 16; i++) {
					FooCallback own = (arg) -> arg + 2;
					failures += (this.foo.returned(shared) == shared) ? 0 : 1;
					failures += (this.foo.returned(own) == own) ? 0 : 1;
					failures += (this.foo.make().call(i) == 2 * i) ? 0 : 1;
					failures += this.foo.isOne(one) && this.foo.one() == one ? 0 : 1;
					if (i % 500 == 0) {
						System.gc();
						this.ends.init().collect();
					}
				}
				return failures;
			}));
		}
		for (Future<Integer> thread : threads) {
			assertThat(thread.get()).isZero();
		}
		assertThat(this.foo.saved()).isSameAs(shared);
		assertThat(one.call(4)).isEqualTo(8);
		this.ends.awaitReferences(1, OWN + 1);
		this.foo.saveCallback(null);
		assertThat(this.foo.isOne(one)).isTrue();
	}

	@Test
	@DisplayName("S23: an object whose proxies come and go all the time is never stale")
	void neverStale() throws Exception {
		List<Future<Integer>> threads = new ArrayList<>();
		for (int thread = 0; thread < 4; thread++) {
			threads.add(ConcurrencyTests.start(() -> {
				int wrong = 0;
				for (int i = 0; i < cycles() / 40; i++) {
					// Nothing holds the proxy between two rounds.
					wrong += (this.foo.one().call(i) == 2 * i) ? 0 : 1;
					wrong += this.foo.isOne(this.foo.one()) ? 0 : 1;
					if (i % 100 == 0) {
						System.gc();
					}
				}
				return wrong;
			}));
		}
		for (Future<Integer> thread : threads) {
			assertThat(thread.get()).isZero();
		}
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S23: references inside values are counted as well")
	void insideValues() {
		for (int i = 0; i < 50; i++) {
			FooCallback callback = (arg) -> arg;
			Crate crate = new Crate(List.of(callback, callback, this.foo.make()), java.util.Map.of("a", callback),
					java.util.Optional.of(this.foo.one()), () -> 1);
			assertThat(this.foo.returned(crate)).isEqualTo(crate);
		}
		this.ends.awaitReferences(0, OWN);
	}

}
