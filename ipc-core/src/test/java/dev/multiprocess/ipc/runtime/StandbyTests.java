package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess.State;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.runtime.Numbered.Desk;
import dev.multiprocess.ipc.runtime.Numbered.Seat;
import dev.multiprocess.ipc.runtime.Numbered.Seats;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S36: a process that stands by")
@ExtendWith(LeftoverCheck.class)
class StandbyTests {

	private static final RestartPolicy LATE = RestartPolicy.onFailure()
		.delay(Duration.ofMinutes(1))
		.maxDelay(Duration.ofMinutes(1));

	private final ProcessEvents events = new ProcessEvents();

	private final AtomicInteger started = new AtomicInteger();

	/** Makes the seats of one process. */
	private interface Maker {

		Seat make(int number);

	}

	private Ipc build(Maker maker) {
		return build(maker, Duration.ofMinutes(1));
	}

	private Ipc build(Maker maker, Duration startupTimeout) {
		return build(() -> {
			int number = this.started.incrementAndGet();
			return () -> maker.make(number);
		}, startupTimeout);
	}

	private Ipc build(Supplier<Seats> init, Duration startupTimeout) {
		ProcessSpec.Builder spec = ProcessSpec.inProcess(init::get);
		return Ipc.builder()
			.process(spec.name("seats")
				.standby(1)
				.restart(LATE)
				.startupTimeout(startupTimeout)
				.shutdownGracePeriod(Duration.ofMinutes(1))
				.build())
			.listener(this.events)
			.build();
	}

	@Test
	@DisplayName("has made its objects, opened a lane and agreed on types before it is called")
	void prepared() {
		AtomicInteger made = new AtomicInteger();
		try (Ipc ipc = build((number) -> {
			made.incrementAndGet();
			return () -> number;
		})) {
			Seat root = ipc.root("seats", Seat.class);
			ipc.start("seats");
			assertThat(made).hasValue(1);
			int first = root.number();
			assertThat(made).hasValue(2);
			RunningProcess active = (RunningProcess) ipc.process(root);
			active.connection().lost();
			active.exit().join();
			RunningProcess standby = (RunningProcess) ipc.process(root);
			assertThat(standby.stats().lanes()).isOne();
			assertThat(root.number()).isNotEqualTo(first);
			assertThat(made).hasValue(2);
		}
	}

	@Test
	@DisplayName("stands by although its objects cannot be made now")
	void failing() {
		AtomicInteger failures = new AtomicInteger();
		try (Ipc ipc = build((number) -> {
			if (failures.incrementAndGet() == 1) {
				throw new IllegalStateException("not now");
			}
			return () -> number;
		})) {
			Seat root = ipc.root("seats", Seat.class);
			ipc.start("seats");
			assertThat(failures).hasValue(1);
			int first = root.number();
			RunningProcess active = (RunningProcess) ipc.process(root);
			active.connection().lost();
			assertThat(root.number()).isNotEqualTo(first);
		}
	}

	@Test
	@DisplayName("is not said to be ready if it is asked to end while it is prepared")
	void ending() {
		AtomicInteger asked = new AtomicInteger();
		CountDownLatch prepared = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		try (Ipc ipc = build((number) -> {
			boolean first = asked.incrementAndGet() == 1;
			pass(first ? prepared : ended);
			return () -> number;
		})) {
			ipc.root("seats", Seat.class);
			CompletableFuture<?> start = run(() -> ipc.start("seats"));
			Eventually.until(() -> "not being prepared", () -> asked.get() == 1);
			RunningProcess standby = called();
			// As long as this call runs, the connection is about to end but has not.
			CompletableFuture<?> call = run(() -> standby.connection().root(Seats.class).seat());
			Eventually.until(() -> "not called", () -> asked.get() == 2);
			CompletableFuture<?> stop = run(standby::stop);
			Eventually.until(() -> "is " + standby.state(), () -> standby.state() == State.STOPPING);
			prepared.countDown();
			start.join();
			ended.countDown();
			CompletableFuture.allOf(call, stop).join();
		}
		assertThat(this.events.all()).contains("exited 1", "exited 2")
			.noneMatch((event) -> event.startsWith("standby ready"));
	}

	/** Runs on a thread of its own: the common pool may have one only. */
	private static CompletableFuture<?> run(Runnable task) {
		return CompletableFuture.runAsync(task, (body) -> new Thread(body).start());
	}

	private RunningProcess called() {
		return this.events.started()
			.stream()
			.filter((process) -> process.stats().callsInFlight() > 0)
			.map(RunningProcess.class::cast)
			.findFirst()
			.orElseThrow();
	}

	private static void pass(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@DisplayName("has those of its objects made that can be, whichever cannot")
	void failingApart() {
		List<String> asked = new CopyOnWriteArrayList<>();
		try (Ipc ipc = build(() -> new Seats() {

			@Override
			public Seat seat() {
				asked.add("seat");
				throw new IllegalStateException("no seat");
			}

			@Override
			public Desk desk() {
				asked.add("desk");
				throw new IllegalStateException("no desk");
			}

		}, Duration.ofMinutes(1))) {
			ipc.root("seats", Seat.class);
			ipc.root("seats", Desk.class);
			ipc.start("seats");
			assertThat(asked).containsExactlyInAnyOrder("seat", "desk");
		}
	}

	@Test
	@DisplayName("is waited for no longer than starts may take")
	void hanging() {
		CountDownLatch ended = new CountDownLatch(1);
		AtomicBoolean left = new AtomicBoolean();
		try (Ipc ipc = build((number) -> {
			try {
				Eventually.until(() -> "not ended", () -> ended.getCount() == 0);
			}
			finally {
				left.set(true);
			}
			return () -> number;
		}, Duration.ofSeconds(3))) {
			ipc.root("seats", Seat.class);
			ipc.start("seats");
			assertThat(left).isFalse();
			Eventually.until(() -> "are " + this.events.all(),
					() -> this.events.all().stream().anyMatch((event) -> event.startsWith("standby ready")));
			ended.countDown();
		}
	}

}
