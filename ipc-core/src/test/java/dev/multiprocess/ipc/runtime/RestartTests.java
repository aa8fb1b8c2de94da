package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S35: while a process is to be restarted")
@ExtendWith(LeftoverCheck.class)
class RestartTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final RestartPolicy LATE = RestartPolicy.onFailure().delay(LONG).maxDelay(LONG);

	private final ProcessEvents events = new ProcessEvents();

	private Ipc ipc;

	private FooInit root;

	@AfterEach
	void close() {
		this.ipc.close();
	}

	private void start(RestartPolicy policy, Duration callTimeout) {
		ProcessSpec spec = ProcessSpec.inProcess(() -> new DefaultFooInit(() -> this.ipc, (foo) -> {
		})).name("foo").restart(policy).build();
		this.ipc = Ipc.builder().process(spec).listener(this.events).callTimeout(callTimeout).build();
		this.root = this.ipc.root("foo", FooInit.class);
	}

	/** Ends the connection as the death of a process does. */
	private void crash() {
		RunningProcess process = (RunningProcess) this.ipc.process(this.root);
		process.connection().lost();
		process.exit().join();
	}

	private CompletableFuture<Integer> call(CompletableFuture<Thread> caller) {
		CompletableFuture<Integer> result = Async.call(() -> {
			caller.complete(Thread.currentThread());
			return this.root.makeFoo().add(1, 2);
		});
		Thread thread = caller.join();
		Eventually.until(() -> "the call waits", () -> result.isDone()
				|| thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
		return result;
	}

	@Test
	@DisplayName("calls wait, an interrupt ends the wait, and Ipc.start ends the delay")
	void callsWait() throws Exception {
		start(LATE, Duration.ZERO);
		Foo old = this.root.makeFoo();
		crash();
		CompletableFuture<Thread> interrupted = new CompletableFuture<>();
		CompletableFuture<Integer> first = call(interrupted);
		CompletableFuture<Integer> second = call(new CompletableFuture<>());
		interrupted.join().interrupt();
		assertThat(Async.failure(first)).isInstanceOf(CallCancelledException.class);
		assertThat(second).isNotDone();
		this.ipc.start("foo");
		assertThat(second.join()).isEqualTo(3);
		assertThatThrownBy(() -> old.add(1, 2)).isInstanceOf(ConnectionClosedException.class);
		this.events.await("restarted 2", 1);
		assertThat(this.events.started()).hasSize(2);
	}

	@Test
	@DisplayName("calls wait no longer than they may take")
	void callsTimeOut() {
		start(LATE, Duration.ofSeconds(1));
		crash();
		assertThatThrownBy(() -> this.root.makeFoo()).isInstanceOfSatisfying(CallTimeoutException.class, (ex) -> {
			assertThat(ex.mayHaveExecuted()).isFalse();
			assertThat(ex.method()).isEqualTo("FooInit.makeFoo");
		}).cause().isInstanceOf(ConnectionClosedException.class).hasMessageContaining("is being restarted");
		assertThat(this.events.started()).hasSize(1);
	}

	@Test
	@DisplayName("calls wait no longer than the call they are made for")
	void outerCallTimesOut() {
		start(LATE, Duration.ZERO);
		crash();
		AtomicReference<Throwable> inner = new AtomicReference<>();
		try (Ipc other = Ipc.builder().callTimeout(Foo.class.getName(), Duration.ofSeconds(1)).build()) {
			Foo foo = other.spawnProcess(ProcessSpec.inProcess(() -> new DefaultFooInit(() -> other, (made) -> {
			})).build(), FooInit.class).makeFoo();
			// What becomes of the outer call is decided at the same time.
			catchThrowable(() -> foo.callback((arg) -> {
				inner.set(catchThrowable(this.root::makeFoo));
				return arg;
			}, 1));
		}
		assertThat(inner.get()).isInstanceOfSatisfying(CallTimeoutException.class,
				(ex) -> assertThat(ex.method()).isEqualTo("FooInit.makeFoo"));
		assertThat(this.events.started()).hasSize(1);
	}

	@Test
	@DisplayName("closing the Ipc fails the calls that wait, and nothing is started")
	void closed() throws Exception {
		start(LATE, Duration.ZERO);
		crash();
		CompletableFuture<Integer> call = call(new CompletableFuture<>());
		this.ipc.close();
		// Long before the restart would have been due.
		assertThat(Async.failure(call.orTimeout(LONG.toSeconds() / 2, TimeUnit.SECONDS)))
			.isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("stopped with its Ipc");
		assertThat(this.events.all()).containsExactly("started 1", "ready 1", "exited 1");
	}

	@Test
	@DisplayName("and starts are paused, nothing is started; calls fail until starts are resumed")
	void paused() throws Exception {
		start(LATE, Duration.ZERO);
		crash();
		CompletableFuture<Integer> waiting = call(new CompletableFuture<>());
		this.ipc.pauseStarts();
		assertThat(Async.failure(waiting.orTimeout(LONG.toSeconds() / 2, TimeUnit.SECONDS)))
			.isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("none is started until Ipc.resumeStarts");
		assertThatThrownBy(() -> this.root.makeFoo()).isInstanceOf(ConnectionClosedException.class);
		assertThatThrownBy(() -> this.ipc.start("foo")).isInstanceOf(ConnectionClosedException.class);
		this.ipc.resumeStarts();
		assertThat(this.root.makeFoo().add(1, 2)).isEqualTo(3);
		assertThat(this.events.started()).hasSize(2);
	}

	@Test
	@DisplayName("not before starts are resumed, it is not; who runs goes on")
	void endsWhilePaused() {
		start(RestartPolicy.onFailure().delay(Duration.ZERO), Duration.ZERO);
		Foo foo = this.root.makeFoo();
		this.ipc.pauseStarts();
		assertThat(foo.add(1, 2)).isEqualTo(3);
		assertThat(this.root.makeFoo().add(1, 2)).isEqualTo(3);
		crash();
		assertThatThrownBy(() -> this.root.makeFoo()).isInstanceOf(ConnectionClosedException.class);
		this.ipc.resumeStarts();
		this.ipc.start("foo");
		assertThat(this.root.makeFoo().add(1, 2)).isEqualTo(3);
		this.events.await("ready 2", 1);
		assertThat(this.events.all()).containsExactly("started 1", "ready 1", "exited 1", "started 2", "ready 2");
	}

	@Test
	@DisplayName("because it was asked to end, it is not; the next call starts it")
	void askedToEnd() {
		start(RestartPolicy.onFailure().delay(Duration.ZERO), Duration.ZERO);
		this.ipc.process(this.root).stop();
		assertThat(this.root.makeFoo().add(1, 2)).isEqualTo(3);
		this.ipc.process(this.root).kill();
		assertThat(this.root.makeFoo().add(1, 2)).isEqualTo(3);
		crash();
		this.events.await("restarted 4", 1);
		assertThat(this.events.started()).hasSize(4);
		assertThat(this.events.all()).doesNotContain("restarted 2", "restarted 3");
	}

	@Test
	@DisplayName("not any more, for as long as there is, callers are told why")
	void circuitOpenForEver() throws Exception {
		Duration forever = ChronoUnit.FOREVER.getDuration();
		ProcessSpec spec = ProcessSpec.inProcess(() -> {
			throw new IllegalStateException("broken");
		}).name("foo").restart(RestartPolicy.onFailure().maxAttempts(1).window(forever)).build();
		this.ipc = Ipc.builder().process(spec).listener(this.events).build();
		this.root = this.ipc.root("foo", FooInit.class);
		assertThatThrownBy(() -> this.root.makeFoo()).hasMessageContaining("broken");
		assertThat(Async.failure(call(new CompletableFuture<>()).orTimeout(10, TimeUnit.SECONDS)))
			.hasMessageContaining("broken");
		assertThatThrownBy(() -> this.root.makeFoo()).hasMessageContaining("more than 1 times within");
		this.events.await("circuit open foo", 1);
	}

	@Test
	@DisplayName("whatever a start throws is thrown at those who wait for it")
	void anythingThrown() throws Exception {
		ProcessSpec spec = ProcessSpec.inProcess(() -> RestartTests.<RuntimeException>unchecked(new Exception("odd")))
			.name("foo")
			.build();
		this.ipc = Ipc.builder().process(spec).build();
		this.root = this.ipc.root("foo", FooInit.class);
		assertThat(Async.failure(call(new CompletableFuture<>()).orTimeout(10, TimeUnit.SECONDS)))
			.hasStackTraceContaining("odd");
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> Init unchecked(Exception exception) throws E {
		throw (E) exception;
	}

	@Test
	@DisplayName("never, the next call starts it at once, and nothing else does")
	void never() {
		start(RestartPolicy.never(), Duration.ZERO);
		for (int i = 0; i < 10; i++) {
			crash();
		}
		this.ipc.close();
		assertThat(this.events.started()).hasSize(10);
		assertThat(this.events.all()).doesNotContain("restarted 2");
	}

}
