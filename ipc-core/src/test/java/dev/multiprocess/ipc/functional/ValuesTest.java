package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Values;
import dev.multiprocess.ipc.testing.ValuesWorker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives all tests of a class one process that serves {@link Values}.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LeftoverCheck.PerClass.class)
abstract class ValuesTest {

	private final Ipc ipc = ValuesWorker.allowing(Ipc.builder()).build();

	Values values;

	/** Where the process lives; ITs say otherwise. */
	ProcessSpec.Builder worker() {
		return ProcessSpec.inProcess(ValuesWorker::new);
	}

	@BeforeAll
	void connect() {
		this.values = this.ipc.spawnProcess(worker().name("values").build(), Values.class);
	}

	@AfterEach
	void isUsable() {
		assertThat(this.values.calculator().add(1, 2)).isEqualTo(3);
	}

	@AfterAll
	void disconnect() {
		this.ipc.close();
	}

}
