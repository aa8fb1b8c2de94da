package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.TwoEnds;
import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives each test an object at the other of two connected ends, and checks that nothing
 * is left of them. Tests share a process if it takes long to start.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeftoverCheck.PerClass.class)
abstract class FunctionalTest {

	TwoEnds ends;

	Foo foo;

	/** Where the other end lives; ITs say otherwise. */
	Kind kind() {
		return Kind.IN_PROCESS;
	}

	/** Whether each test gets ends of its own, which it may break. */
	boolean fresh() {
		return kind() == Kind.IN_PROCESS;
	}

	Ipc.Builder configure(Ipc.Builder builder) {
		return builder;
	}

	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder;
	}

	@BeforeAll
	void connectForAll() {
		if (!fresh()) {
			this.ends = TwoEnds.open(kind(), this::configure, this::configure);
		}
	}

	@BeforeEach
	void connect() {
		if (fresh()) {
			this.ends = TwoEnds.open(kind(), this::configure, this::configure);
		}
		this.foo = this.ends.init().makeFoo();
	}

	@AfterEach
	void disconnect() {
		if (fresh()) {
			this.ends.close();
		}
		else {
			assertThat(this.foo.add(1, 2)).isEqualTo(3);
			Eventually.until(() -> "calls are left: " + this.ends.process().stats(),
					() -> this.ends.process().stats().callsInFlight() == 0);
		}
	}

	@AfterAll
	void disconnectForAll() {
		if (!fresh()) {
			this.ends.close();
		}
	}

}
