package dev.multiprocess.ipc.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S30: a worker that")
class LivenessIT extends FaultTest {

	@Test
	@DisplayName("is stopped as a whole is killed as hung, fails its calls, and is replaced")
	void stopped() throws Exception {
		ProcessEvents events = new ProcessEvents();
		try (Ipc own = Ipc.builder()
			.process(worker().liveness(Duration.ofMillis(50), Duration.ofSeconds(2))
				.restart(RestartPolicy.onFailure().delay(Duration.ZERO))
				.build())
			.listener(events)
			.build()) {
			Faults root = own.root("faults", Faults.class);
			IpcProcess process = own.process(root);
			Entered entered = new Entered(1);
			CompletableFuture<Void> call = asyncRun(() -> root.hold(entered));
			entered.awaitAll();
			assertThat(process.command().get(0)).endsWith("java");
			assertThat(process.command()).contains("-ipc");
			assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor()).isZero();
			ProcessExit exit = get(process.exit());
			assertThat(exit.cause()).isEqualTo(Cause.HUNG);
			assertThat(exit.expected()).isFalse();
			assertThat(exit.description()).contains("no sign of life");
			assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> {
				assertThat(ex.mayHaveExecuted()).isTrue();
				ex.exit().ifPresent((known) -> assertThat(known.cause()).isEqualTo(Cause.HUNG));
			});
			assertThat(root.echo("again")).isEqualTo("again");
			events.await("restarted 2", 1);
		}
	}

}
