package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Tests the times of calls of a real process.
 */
@DisplayName("Call timeouts of methods and interfaces of a process")
class ContractTimeoutIT extends ContractTimeoutTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

}
