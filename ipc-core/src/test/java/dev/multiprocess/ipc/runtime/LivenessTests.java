package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Heartbeat;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("S30: signs of life")
@ExtendWith(LeftoverCheck.class)
class LivenessTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static boolean isWatched(UnaryOperator<ProcessSpec.Builder> settings) {
		return Liveness.isWatched(settings.apply(ProcessSpec.java("Main")).build());
	}

	@Test
	@DisplayName("are given whenever asked for")
	void answered() {
		try (Ipc ipc = Ipc.builder().build()) {
			FooInit init = ipc.spawnProcess(ProcessSpec.inProcess(() -> new DefaultFooInit(() -> ipc, (foo) -> {
			})).build(), FooInit.class);
			Connection connection = Connection.of(init);
			assertThat(Heartbeat.isAnswered(connection)).isTrue();
			for (int i = 0; i < 10; i++) {
				Heartbeat.ask(connection);
				Eventually.until(() -> "a sign of life", () -> Heartbeat.isAnswered(connection));
			}
		}
	}

	@Test
	@DisplayName("are asked for again although there was no thread to act on the last look")
	void noThread() {
		ProcessSpec spec = ProcessSpec.command("worker").liveness(Duration.ofMillis(5), SECOND).build();
		AtomicInteger looks = new AtomicInteger();
		try (Ipc ipc = Ipc.builder().build()) {
			Liveness.watch(connect(ipc), spec, () -> {
				if (looks.incrementAndGet() < 3) {
					throw new OutOfMemoryError("unable to create native thread");
				}
			}, () -> {
			});
			Eventually.until(() -> "looked only " + looks + " times", () -> looks.get() >= 5);
		}
	}

	@Test
	@DisplayName("that are missing are told again as long as there is no thread for it")
	void noThreadForHung() {
		ProcessSpec spec = ProcessSpec.command("worker").liveness(Duration.ofMillis(5), Duration.ofNanos(1)).build();
		AtomicInteger told = new AtomicInteger();
		try (Ipc ipc = Ipc.builder().build()) {
			CompletableFuture<Void> end = new CompletableFuture<>();
			Liveness.watch(connect(ipc), spec, () -> {
			}, () -> {
				if (told.incrementAndGet() < 3) {
					throw new OutOfMemoryError("unable to create native thread");
				}
				end.complete(null);
			});
			Eventually.until(() -> "told only " + told + " times", end::isDone);
		}
	}

	private static Connection connect(Ipc ipc) {
		return Connection.of(ipc.spawnProcess(ProcessSpec.inProcess(() -> new DefaultFooInit(() -> ipc, (foo) -> {
		})).build(), FooInit.class));
	}

	@Test
	@DisplayName("are wanted of processes, but not while they are debugged")
	void watched() {
		assertThat(isWatched((spec) -> spec)).isTrue();
		assertThat(isWatched((spec) -> spec.environment("OTHER", "jdwp"))).isTrue();
		assertThat(isWatched(
				(spec) -> spec.jvmArguments("-Xmx64m", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n")))
			.isFalse();
		assertThat(isWatched((spec) -> spec.environment("JAVA_TOOL_OPTIONS", "-Xrunjdwp:server=y"))).isFalse();
		assertThat(isWatched((spec) -> spec.liveness(Duration.ZERO, SECOND))).isFalse();
		assertThat(isWatched((spec) -> spec.liveness(SECOND, Duration.ZERO))).isFalse();
		assertThat(Liveness.isWatched(ProcessSpec.command("java", "-agentlib:jdwp=x", "Main").build())).isFalse();
		assertThat(Liveness.isWatched(ProcessSpec.command("worker").build())).isTrue();
		assertThat(Liveness.isWatched(ProcessSpec.inProcess(() -> null).build())).isFalse();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> isWatched((spec) -> spec.liveness(SECOND.negated(), SECOND)))
			.withMessageContaining("Liveness interval");
	}

}
