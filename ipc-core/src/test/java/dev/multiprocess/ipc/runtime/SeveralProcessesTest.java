package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.runtime.Numbered.Seat;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the tests of several processes of one name share.
 */
@ExtendWith(LeftoverCheck.class)
abstract class SeveralProcessesTest {

	static final Duration LONG = Duration.ofMinutes(1);

	static final RestartPolicy LATE = RestartPolicy.onFailure().delay(LONG).maxDelay(LONG);

	final ProcessEvents events = new ProcessEvents();

	final AtomicInteger made = new AtomicInteger();

	Ipc ipc;

	Numbered root;

	@AfterEach
	void close() {
		this.ipc.close();
	}

	void build(UnaryOperator<ProcessSpec.Builder> settings) {
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
	static void crash(RunningProcess process) {
		process.connection().lost();
		process.exit().join();
	}

	RunningProcess current() {
		return (RunningProcess) this.ipc.process(this.root);
	}

}
