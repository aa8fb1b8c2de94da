package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Tests calls that return what they should, of a real process.
 */
@DisplayName("Calls of a process")
class CallIT extends CallTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

}
