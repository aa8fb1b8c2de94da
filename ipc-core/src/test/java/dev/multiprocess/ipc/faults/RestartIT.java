package dev.multiprocess.ipc.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.protocol.Door;
import dev.multiprocess.ipc.protocol.LyingWorker;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S35: a process with a restart policy")
class RestartIT extends FaultTest {

	private final ProcessEvents events = new ProcessEvents();

	private Ipc build(ProcessSpec.Builder spec, RestartPolicy policy) {
		return Ipc.builder().process(spec.restart(policy).build()).listener(this.events).build();
	}

	@Test
	@DisplayName("is restarted without any call, until it failed too often, and then by Ipc.start")
	void restarts() throws Exception {
		RestartPolicy policy = RestartPolicy.onFailure().delay(Duration.ofMillis(1)).maxAttempts(1).window(LONG);
		try (Ipc own = build(worker(), policy)) {
			Faults root = own.root("faults", Faults.class);
			assertThat(root.echo("first")).isEqualTo("first");
			AtomicInteger cleanups = new AtomicInteger();
			own.addCleanup(root, cleanups::incrementAndGet);
			killAndReap(this.events.process(1));
			this.events.await("restarted 2", 1);
			assertThat(root.echo("second")).isEqualTo("second");
			killAndReap(own.process(root));
			assertThatThrownBy(() -> root.echo("third"))
				.isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> {
					assertThat(ex.mayHaveExecuted()).isFalse();
					assertThat(ex.exit())
						.hasValueSatisfying((exit) -> assertThat(exit.cause()).isEqualTo(Cause.SIGNAL));
				})
				.hasMessageContaining("'faults'")
				.hasMessageContaining("more than 1 times")
				.hasMessageContaining("signal 9");
			this.events.await("circuit open faults", 1);
			assertThat(this.events.all()).containsExactly("started 1", "ready 1", "exited 1", "started 2", "ready 2",
					"restarted 2", "exited 2", "circuit open faults");
			own.start("faults");
			assertThat(root.echo("fourth")).isEqualTo("fourth");
			assertThat(this.events.started()).hasSize(3);
			assertThat(cleanups).hasValue(1);
		}
	}

	@Test
	@DisplayName("that closes its Ipc is called no more, but the next one is, while calls under way have time")
	void leaves() throws Exception {
		try (Ipc own = build(worker(), RestartPolicy.onFailure().delay(Duration.ofMillis(1)))) {
			Faults root = own.root("faults", Faults.class);
			CountDownLatch held = new CountDownLatch(1);
			CompletableFuture<Void> call = asyncRun(() -> root.hold((text) -> {
				held.countDown();
				return text;
			}));
			await(held);
			root.closeIpc();
			while (this.events.started().size() < 2) {
				assertThat(root.echo("x")).isEqualTo("x");
			}
			assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	@DisplayName("that says goodbye and stays is made to end, so that the next one can serve")
	void staysAfterGoodbye() throws Exception {
		ProcessSpec.Builder liar = ProcessSpec.java(LyingWorker.class)
			.name("liar")
			.arguments("stay-after-goodbye")
			.shutdownGracePeriod(Duration.ofMillis(100));
		try (Ipc own = build(liar, RestartPolicy.onFailure().delay(Duration.ofMillis(1)))) {
			Door root = own.root("liar", Door.class);
			assertThatThrownBy(root::count).isInstanceOf(ConnectionClosedException.class);
			assertThat(get(this.events.process(1).exit()).cause()).isEqualTo(Cause.STOPPED);
			this.events.await("restarted 2", 1);
		}
	}

	@Test
	@DisplayName("that cannot be started fails each call with the reason, and after too many at once")
	void failingStarts() {
		RestartPolicy policy = RestartPolicy.onFailure().delay(Duration.ZERO).maxAttempts(2).window(LONG);
		try (Ipc own = build(ProcessSpec.command("sh", "-c", "exit 4").name("broken"), policy)) {
			Faults root = own.root("broken", Faults.class);
			for (int i = 0; i < 3; i++) {
				assertThatThrownBy(() -> root.echo("x")).isInstanceOf(ProcessStartException.class);
			}
			for (int i = 0; i < 2; i++) {
				assertThatThrownBy(() -> root.echo("x")).isInstanceOf(ConnectionClosedException.class)
					.hasMessageContaining("more than 2 times within 60000 ms")
					.hasMessageContaining("code 4")
					.hasCauseInstanceOf(ProcessStartException.class);
			}
			this.events.await("circuit open broken", 1);
			assertThatThrownBy(() -> own.start("broken")).isInstanceOf(ProcessStartException.class);
		}
		assertThat(this.events.started()).hasSize(4);
	}

	@Test
	@DisplayName("is tried once more by the first call after the window")
	void halfOpen() {
		RestartPolicy policy = RestartPolicy.onFailure().maxAttempts(1).window(Duration.ofMillis(100));
		try (Ipc own = build(ProcessSpec.command("sh", "-c", "exit 4").name("broken"), policy)) {
			Faults root = own.root("broken", Faults.class);
			Eventually.until(() -> "the circuit opens", () -> isRefused(root));
			Eventually.until(() -> "the next try", () -> !isRefused(root));
			assertThat(isRefused(root)).isTrue();
		}
		this.events.await("circuit open broken", 2);
	}

	/** Of a call: whether it failed without a start. */
	private boolean isRefused(Faults root) {
		try {
			root.echo("x");
			throw new AssertionError("The call returned");
		}
		catch (ProcessStartException ex) {
			return false;
		}
		catch (ConnectionClosedException ex) {
			return true;
		}
	}

}
