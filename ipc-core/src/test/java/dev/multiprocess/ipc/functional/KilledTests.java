package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests the loss of the other side at each moment of a call, over the in-memory pair.
 */
@DisplayName("The loss of the other side")
class KilledTests extends EndTest {

	@Test
	@DisplayName("S28: a call after the other side has gone fails at once, with its exit")
	void callAfterKill() {
		this.ends.process().kill();
		assertThat(this.ends.process().exit().join().expected()).isTrue();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.add(1, 2))
			.satisfies((ex) -> {
				assertThat(ex.mayHaveExecuted()).isFalse();
				assertThat(ex.exit()).isPresent();
			});
	}

	@Test
	@DisplayName("S28: a waiting call is released at once although its method goes on")
	void waitingCallReleased() throws Exception {
		Future<String> call = ConcurrencyTests.start(() -> this.foo.passStubbornly("gate"));
		Eventually.until(() -> "not arrived", () -> this.foo.arrived("gate") == 1);
		this.ends.process().kill();
		assertThat(failureOf(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		releaseStubborn("gate");
	}

	@Test
	@DisplayName("S28: a callback that runs when the other side goes is not interrupted; its call fails when it returns")
	void goneDuringCallback() {
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.passFn(() -> {
			this.ends.process().kill();
			this.ends.process().exit().join();
			interrupted.set(Thread.currentThread().isInterrupted());
			assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.add(1, 2));
			return 1;
		})).satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(interrupted.get()).isFalse();
	}

	@Test
	@DisplayName("S28: an object kept from a process that has gone does no harm to anyone")
	void keptProxies() {
		FooCallback mine = (arg) -> arg;
		this.foo.saveCallback(mine);
		this.ends.init().watch(mine, "gone");
		this.ends.process().kill();
		Eventually.until(() -> "still exported", () -> this.ends.process().stats().exported() == 0);
		System.gc();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.callbackSaved(1));
	}

	/** How many times the race tests end a connection. */
	int rounds() {
		return 100;
	}

	@Test
	@DisplayName("S28: at whatever moment of a call the other side goes, the call returns its result or fails as it should")
	void atAnyMoment() throws Exception {
		for (int round = 0; round < rounds(); round++) {
			FooInit init = this.ends.another("round-" + round);
			dev.multiprocess.ipc.testing.Foo target = init.makeFoo();
			List<Future<Integer>> callers = new ArrayList<>();
			CountDownLatch called = new CountDownLatch(1 + round % 7);
			for (int i = 0; i < 3; i++) {
				callers.add(ConcurrencyTests.start(() -> {
					while (true) {
						assertThat(target.callback((arg) -> target.add(arg, 1), 1)).isEqualTo(2);
						called.countDown();
					}
				}));
			}
			called.await();
			if (round % 2 == 0) {
				this.ends.ipc().process(init).kill();
			}
			else {
				init.close();
			}
			for (Future<Integer> caller : callers) {
				assertThat(failureOf(caller)).isInstanceOf(ConnectionClosedException.class);
			}
			init.close();
		}
	}

}
