package dev.multiprocess.ipc.runtime;

import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Version;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A root that outlives its processes")
@ExtendWith(LeftoverCheck.class)
class RootProxyTests {

	@Test
	@DisplayName("S2, S37: repeats no default method that runs here, whose first calls have been executed")
	void defaultMethod() throws Throwable {
		Version parent = Version.of("""
				int next();
				default int twice(Runnable between) { next(); between.run(); return next(); }
				""", null);
		Version worker = Version.of("int next();", """
				private static int calls;
				public int next() { return ++calls; }
				""");
		ProcessSpec spec = ProcessSpec.inProcess(() -> (Init) worker.make("Served")).name("counting").build();
		AtomicInteger bodies = new AtomicInteger();
		try (Ipc ipc = Ipc.builder().process(spec).build()) {
			Object root = ipc.root("counting", parent.type("Api").asSubclass(Init.class));
			Runnable crash = () -> {
				bodies.incrementAndGet();
				crash((RunningProcess) ipc.process(root));
			};
			assertThatExceptionOfType(ConnectionClosedException.class)
				.isThrownBy(() -> Version.call(root, "twice", crash))
				.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
			assertThat(bodies).hasValue(1);
			// One call before the crash, two after it, on the next process.
			assertThat(Version.call(root, "twice", (Runnable) bodies::incrementAndGet)).isEqualTo(3);
		}
	}

	/** Ends the connection as the death of a process does. */
	private static void crash(RunningProcess process) {
		process.connection().lost();
		process.exit().join();
	}

}
