package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.runtime.Numbered.Seat;
import dev.multiprocess.ipc.runtime.Numbered.Seats;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S35: while starts are paused")
@ExtendWith(LeftoverCheck.class)
class PausedStartsTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final ProcessEvents events = new ProcessEvents();

	/** What the end of a process waits for. */
	private final CountDownLatch gate = new CountDownLatch(1);

	private Ipc ipc;

	private Seats root;

	@AfterEach
	void close() {
		this.gate.countDown();
		this.ipc.close();
	}

	private void start(int instances, Duration delay) {
		ProcessSpec spec = ProcessSpec.inProcess(this::seats)
			.name("seats")
			.instances(instances)
			.restart(RestartPolicy.onFailure().delay(delay).maxDelay(delay).window(LONG))
			.build();
		this.ipc = Ipc.builder().process(spec).listener(this.events).build();
		this.root = this.ipc.root("seats", Seats.class);
		this.ipc.start("seats");
	}

	private Seats seats() {
		return new Seats() {

			@Override
			public Seat seat() {
				return () -> 1;
			}

			@Override
			public void close() {
				try {
					PausedStartsTests.this.gate.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}

		};
	}

	/** Ends the connection as the death of a process does. */
	private RunningProcess crash(int number) {
		RunningProcess process = (RunningProcess) this.events.process(number);
		process.connection().lost();
		return process;
	}

	@Test
	@DisplayName("a restart that is due is taken back, and made up for as soon as they are resumed")
	void due() {
		start(2, Duration.ZERO);
		// Its restart is due but waits until nothing of it is left.
		RunningProcess ended = crash(1);
		this.ipc.pauseStarts();
		this.gate.countDown();
		ended.exit().join();
		assertThat(this.root.seat().number()).isOne();
		this.ipc.resumeStarts();
		assertThat(this.root.seat().number()).isOne();
		this.events.await("ready 3", 1);
	}

	@Test
	@DisplayName("each call that waited for a restart is told so by an exception of its own")
	void apart() {
		start(1, LONG);
		crash(1);
		CompletableFuture<?> first = call();
		CompletableFuture<?> second = call();
		this.ipc.pauseStarts();
		assertThat(failure(first)).isNotSameAs(failure(second));
	}

	/** Returns a call once it waits. */
	private CompletableFuture<?> call() {
		CompletableFuture<Thread> caller = new CompletableFuture<>();
		CompletableFuture<?> call = CompletableFuture.runAsync(this.root::seat, (task) -> {
			Thread thread = new Thread(task, "test-caller");
			thread.start();
			caller.complete(thread);
		});
		Eventually.until(() -> "the call does not wait",
				() -> call.isDone() || caller.join().getState() == Thread.State.TIMED_WAITING
						|| caller.join().getState() == Thread.State.WAITING);
		return call;
	}

	private static Throwable failure(CompletableFuture<?> call) {
		try {
			throw new AssertionError("Returned " + call.join());
		}
		catch (CompletionException ex) {
			assertThat(ex.getCause()).isInstanceOf(ConnectionClosedException.class)
				.hasMessageContaining("Ipc.resumeStarts");
			return ex.getCause();
		}
	}

}
