package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.runtime.Numbered.Seat;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Of several processes of one name,")
@ExtendWith(LeftoverCheck.class)
class SeveralProcessesTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final RestartPolicy LATE = RestartPolicy.onFailure().delay(LONG).maxDelay(LONG);

	private final ProcessEvents events = new ProcessEvents();

	private final AtomicInteger made = new AtomicInteger();

	private Ipc ipc;

	private Numbered root;

	@AfterEach
	void close() {
		this.ipc.close();
	}

	private void build(UnaryOperator<ProcessSpec.Builder> settings) {
		ProcessSpec.Builder spec = ProcessSpec.inProcess(() -> new Served(this.made.incrementAndGet()));
		this.ipc = Ipc.builder().process(settings.apply(spec.name("many")).build()).listener(this.events).build();
		this.root = this.ipc.root("many", Numbered.class);
	}

	private record Served(int number) implements Numbered, Seat {

		@Override
		public int during(Runnable callback) {
			callback.run();
			return this.number;
		}

		@Override
		public int repeatable(Runnable callback) {
			return during(callback);
		}

		@Override
		public int hurried() {
			return this.number;
		}

		@Override
		public Seat seat() {
			return () -> this.number;
		}

	}

	/** Ends the connection as the death of a process does. */
	private static void crash(RunningProcess process) {
		process.connection().lost();
		process.exit().join();
	}

	private RunningProcess current() {
		return (RunningProcess) this.ipc.process(this.root);
	}

	@Test
	@DisplayName("S36: one that stands by takes the place of one that ended, before anything is started")
	void standby() {
		build((spec) -> spec.standby(1).restart(LATE));
		this.ipc.start("many");
		RunningProcess first = current();
		int number = this.root.number();
		crash(first);
		assertThat(this.root.number()).isNotEqualTo(number);
		assertThat(this.made).hasValue(2);
		this.ipc.start("many");
		assertThat(this.made).hasValue(3);
		crash(current());
		assertThat(this.root.number()).isEqualTo(3);
		this.ipc.close();
		assertThat(this.events.all()).filteredOn((event) -> event.startsWith("standby"))
			.hasSize(4)
			.endsWith("standby ready 3", "standby active 3");
	}

	@Test
	@DisplayName("S36: one that stood by is replaced in the background")
	void replaced() {
		build((spec) -> spec.standby(1).restart(RestartPolicy.onFailure().delay(Duration.ofMillis(1))));
		this.ipc.start("many");
		crash(current());
		this.events.await("standby ready 3", 1);
		crash(current());
		assertThat(this.root.number()).isEqualTo(3);
	}

	@Test
	@DisplayName("S36: those to stand by start by themselves once the first call is served")
	void standbyOfFirstCall() {
		build((spec) -> spec.standby(2));
		assertThat(this.root.number()).isEqualTo(1);
		this.events.await("standby ready 2", 1);
		this.events.await("standby ready 3", 1);
		crash(current());
		assertThat(this.root.number()).isBetween(2, 3);
		// Never restarted by itself, but the call has asked for it.
		this.events.await("standby ready 4", 1);
	}

	@Test
	@DisplayName("the least busy one is called, and what it returns stays there")
	void leastBusy() throws Exception {
		build((spec) -> spec.instances(3));
		this.ipc.start("many");
		CountDownLatch entered = new CountDownLatch(3);
		CountDownLatch go = new CountDownLatch(1);
		List<CompletableFuture<Integer>> calls = new ArrayList<>();
		for (int i = 1; i <= 3; i++) {
			long started = i;
			calls.add(async(() -> this.root.during(() -> {
				entered.countDown();
				await(go);
			})));
			while (entered.getCount() > 3 - started) {
				Thread.onSpinWait();
			}
		}
		go.countDown();
		Set<Integer> numbers = new TreeSet<>();
		calls.forEach((call) -> numbers.add(call.join()));
		assertThat(numbers).containsExactly(1, 2, 3);
		Seat seat = this.root.seat();
		int number = seat.number();
		Set<Integer> turns = new TreeSet<>();
		for (int i = 0; i < 6; i++) {
			turns.add(this.root.number());
			assertThat(seat.number()).isEqualTo(number);
		}
		assertThat(turns).containsExactly(1, 2, 3);
	}

	@Test
	@DisplayName("one that is busy is not called while another one is idle")
	void idleOne() {
		build((spec) -> spec.instances(2));
		this.ipc.start("many");
		CountDownLatch go = new CountDownLatch(1);
		CompletableFuture<Void> entered = new CompletableFuture<>();
		CompletableFuture<Integer> busy = async(() -> this.root.during(() -> {
			entered.complete(null);
			await(go);
		}));
		entered.join();
		Set<Integer> idle = new TreeSet<>();
		for (int i = 0; i < 4; i++) {
			idle.add(this.root.number());
		}
		go.countDown();
		assertThat(idle).hasSize(1).doesNotContain(busy.join());
	}

	private static <T> CompletableFuture<T> async(Supplier<T> action) {
		return CompletableFuture.supplyAsync(action, (task) -> new Thread(task, "test-caller").start());
	}

	@Test
	@DisplayName("the one is called that the thread already stands on")
	void sameLane() {
		build((spec) -> spec.instances(3));
		this.ipc.start("many");
		for (int i = 0; i < 3; i++) {
			AtomicInteger nested = new AtomicInteger();
			int outer = this.root.during(() -> nested.set(this.root.number()));
			assertThat(nested).hasValue(outer);
		}
	}

	@Test
	@DisplayName("those that serve are called while another one is restarted")
	void others() {
		build((spec) -> spec.instances(2).restart(LATE));
		this.ipc.start("many");
		RunningProcess ended = current();
		crash(ended);
		for (int i = 0; i < 4; i++) {
			assertThat(this.root.number()).isLessThan(3);
			assertThat(this.ipc.process(this.root)).isNotSameAs(ended);
		}
		this.ipc.start("many");
		assertThat(this.made).hasValue(3);
	}

	@Test
	@DisplayName("S37: a call that may be repeated is, once, on another one; no other call is")
	void idempotent() {
		build((spec) -> spec.standby(1).restart(LATE));
		this.ipc.start("many");
		AtomicInteger calls = new AtomicInteger();
		int first = this.root.number();
		assertThat(this.root.repeatable(() -> {
			if (calls.incrementAndGet() == 1) {
				crash(current());
			}
		})).isNotEqualTo(first);
		assertThat(calls).hasValue(2);
		this.ipc.start("many");
		calls.set(0);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.root.repeatable(() -> {
			calls.incrementAndGet();
			crash(current());
		})).satisfies((ex) -> {
			assertThat(ex.mayHaveExecuted()).isTrue();
			assertThat(ex.getSuppressed()).hasSize(1);
		});
		assertThat(calls).hasValue(2);
		this.ipc.start("many");
		calls.set(0);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.root.during(() -> {
			calls.incrementAndGet();
			crash(current());
		})).satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(calls).hasValue(1);
	}

	@Test
	@DisplayName("S37: a call that cannot be repeated since nothing serves may have been executed all the same")
	void notRepeated() {
		build((spec) -> spec.restart(LATE).callTimeout(Duration.ofSeconds(2)));
		assertThatExceptionOfType(CallTimeoutException.class)
			.isThrownBy(() -> this.root.repeatable(() -> crash(current())))
			.satisfies((ex) -> {
				assertThat(ex.mayHaveExecuted()).isTrue();
				assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(ConnectionClosedException.class);
			});
	}

	@Test
	@DisplayName("S35: none of which serves, a call waits no longer than its method promises")
	void ownTimeout() {
		build((spec) -> spec.restart(LATE));
		crash(current());
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.root.hurried()).satisfies((ex) -> {
			assertThat(ex.timeout()).isEqualTo(Duration.ofMillis(100));
			assertThat(ex.mayHaveExecuted()).isFalse();
		});
	}

	@Test
	@DisplayName("there is at least one that is called")
	void refused() {
		build((spec) -> spec);
		ProcessSpec.Builder spec = ProcessSpec.java("Main");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.instances(0))
			.withMessageContaining("instances is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.standby(-1)).withMessageContaining("standby");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
