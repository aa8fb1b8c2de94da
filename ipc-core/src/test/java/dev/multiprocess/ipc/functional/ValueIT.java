package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.testing.ValuesWorker;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: Value")
class ValueIT extends ValueTests {

	@Override
	ProcessSpec.Builder worker() {
		return ProcessSpec.java(ValuesWorker.class).transport(Transports.type());
	}

}
