package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.IpcProcess.State;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests closing a connection at each moment of a call, over the in-memory pair.
 */
@DisplayName("The end of a connection")
class CloseTests extends EndTest {

	@Test
	@DisplayName("S25: a call after the connection was closed here fails at once, not executed")
	void callAfterClose() {
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
		this.ends.init().close();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.add(1, 2))
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.ends.init().makeFoo());
	}

	@Test
	@DisplayName("S27: the process has ended when close() returns")
	void ended() {
		IpcProcess process = this.ends.process();
		assertThat(process.state()).isEqualTo(State.RUNNING);
		this.ends.init().close();
		assertThat(process.state()).isEqualTo(State.EXITED);
		ProcessExit exit = process.exit().join();
		assertThat(exit.expected()).isTrue();
		assertThat(exit.cause()).isEqualTo(ProcessExit.Cause.STOPPED);
	}

	@Test
	@DisplayName("S27: closing twice is harmless, from two threads at once as well")
	void twice() throws Exception {
		FooInit init = this.ends.init();
		Future<Boolean> other = ConcurrencyTests.start(() -> {
			init.close();
			return this.ends.process().state() == State.EXITED;
		});
		init.close();
		assertThat(this.ends.process().state()).isEqualTo(State.EXITED);
		assertThat(other.get()).isTrue();
		init.close();
		this.ends.ipc().close();
		this.ends.ipc().close();
	}

	@Test
	@DisplayName("S25: close() of a reference whose connection is gone returns quietly")
	void closeReferenceAfterwards() {
		Closing closing = this.ends.init().makeClosing("x");
		this.ends.init().close();
		assertThatCode(closing::close).doesNotThrowAnyException();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(closing::name);
	}

	@Test
	@DisplayName("S27: close() waits for a call under way, which ends as if nothing were")
	void waitsForCalls() throws Exception {
		CountDownLatch inCallback = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Future<Integer> call = ConcurrencyTests.start(() -> this.foo.callback((arg) -> {
			inCallback.countDown();
			await(go);
			return this.foo.add(arg, 1);
		}, 1));
		inCallback.await();
		Future<Boolean> close = ConcurrencyTests.start(() -> {
			this.ends.init().close();
			return true;
		});
		Eventually.until(() -> "not stopping", () -> this.ends.process().state() == State.STOPPING);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> refused())
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		assertThat(close.isDone()).isFalse();
		go.countDown();
		assertThat(call.get()).isEqualTo(2);
		assertThat(close.get()).isTrue();
	}

	/** New root calls are refused once the end has begun, a moment after it shows. */
	private void refused() {
		while (true) {
			this.foo.add(1, 2);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@DisplayName("S27: close() waits no longer than the grace period; calls fail then")
	void graceEnds() throws Exception {
		Future<String> call = ConcurrencyTests.start(() -> this.foo.passStubbornly("never"));
		Eventually.until(() -> "not arrived", () -> this.foo.arrived("never") == 1);
		long start = System.nanoTime();
		this.ends.init().close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
		assertThat(failureOf(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		releaseStubborn("never");
	}

	@Test
	@DisplayName("S27: from within a callback close() does not wait for its own call, which fails")
	void fromCallback() {
		AtomicReference<State> state = new AtomicReference<>();
		long start = System.nanoTime();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.passFn(() -> {
			this.ends.init().close();
			state.set(this.ends.process().state());
			return 1;
		}));
		assertThat(state.get()).isEqualTo(State.EXITED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	@DisplayName("S27: close() from a callback three calls deep")
	void fromDeepCallback() {
		long start = System.nanoTime();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> this.foo.passFn(() -> this.foo.passFn(() -> {
				this.ends.init().close();
				return 1;
			})));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	@DisplayName("S12, S27: close() ignores the interrupt flag and restores it")
	void interruptedClose() {
		Thread.currentThread().interrupt();
		this.ends.init().close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.ends.process().state()).isEqualTo(State.EXITED);
	}

	@Test
	@DisplayName("S27: closing the Ipc ends all its processes")
	void ipcEndsAll() {
		FooInit second = this.ends.another("second");
		FooInit third = this.ends.another("third");
		List<IpcProcess> processes = List.of(this.ends.process(), this.ends.ipc().process(second),
				this.ends.ipc().process(third));
		this.ends.ipc().close();
		assertThat(processes).allSatisfy((process) -> assertThat(process.state()).isEqualTo(State.EXITED));
		assertThatThrownBy(second::makeFoo).isInstanceOf(ConnectionClosedException.class);
		assertThatThrownBy(() -> this.ends.another("fourth")).isInstanceOf(IllegalStateException.class);
	}

}
