package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.testing.Calculator;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("S40: a process that is none")
@ExtendWith(LeftoverCheck.class)
class InProcessTests {

	private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

	private final List<String> events = new CopyOnWriteArrayList<>();

	/** Fails when it is closed, in the worst way. */
	private final class BrokenInit implements CalculatorInit {

		@Override
		public Calculator makeCalculator() {
			return Integer::sum;
		}

		@Override
		public void close() {
			InProcessTests.this.events.add("closed");
			throw new AssertionError("cannot be closed");
		}

	}

	@RemoteInterface(name = "same")
	interface One extends Init {

	}

	@RemoteInterface(name = "same")
	interface Other extends Init {

	}

	/** Cannot be served, since its interfaces cannot be told apart. */
	private final class AmbiguousInit implements One, Other {

		@Override
		public void close() {
			InProcessTests.this.events.add("closed");
		}

	}

	@Test
	@DisplayName("has ended when its first object was closed, even if that failed with an error")
	void closeFails() throws Exception {
		Ipc ipc = Ipc.builder().build();
		CalculatorInit init = ipc.spawnProcess(ProcessSpec.inProcess(BrokenInit::new).build(), CalculatorInit.class);
		IpcProcess process = ipc.process(init);
		CompletableFuture.runAsync(ipc::close).get(20, TimeUnit.SECONDS);
		assertThat(process.exit().join().expected()).isTrue();
		assertThat(this.events).containsExactly("closed");
	}

	@Test
	@DisplayName("has its first object closed if that cannot be served")
	void startFails() {
		try (Ipc ipc = Ipc.builder().build()) {
			assertThatExceptionOfType(ProcessStartException.class)
				.isThrownBy(() -> ipc.spawnProcess(ProcessSpec.inProcess(AmbiguousInit::new).build(), One.class))
				.withMessageContaining("could not be made");
		}
		assertThat(this.events).containsExactly("closed");
	}

	@Test
	@DisplayName("may have all the time there is to start, to stop and to answer")
	void endlessTimes() {
		ProcessSpec spec = ProcessSpec.inProcess(() -> (CalculatorInit) () -> Integer::sum)
			.name("sums")
			.startupTimeout(FOREVER)
			.shutdownGracePeriod(FOREVER)
			.callTimeout(FOREVER)
			.liveness(FOREVER, FOREVER)
			.build();
		try (Ipc ipc = Ipc.builder().build(); CalculatorInit init = ipc.spawnProcess(spec, CalculatorInit.class)) {
			assertThat(init.makeCalculator().add(1, 2)).isEqualTo(3);
		}
	}

}
