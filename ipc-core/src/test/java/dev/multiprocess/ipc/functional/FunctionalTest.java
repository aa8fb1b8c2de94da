package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.TwoEnds;
import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test two connected ends, and checks that nothing is left of them.
 */
@ExtendWith(LeftoverCheck.class)
abstract class FunctionalTest {

	TwoEnds ends;

	Foo foo;

	@BeforeEach
	@SuppressWarnings("NullAway")
	void connect() {
		this.ends = TwoEnds.open(kind(), this::configure, this::configure);
		this.foo = this.ends.init().makeFoo();
	}

	@AfterEach
	void close() {
		this.ends.close();
	}

	/** Where the other end lives; ITs say otherwise. */
	Kind kind() {
		return Kind.IN_PROCESS;
	}

	Ipc.Builder configure(Ipc.Builder builder) {
		return builder;
	}

	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder;
	}

}
