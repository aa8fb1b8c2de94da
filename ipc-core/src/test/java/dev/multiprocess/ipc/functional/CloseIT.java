package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: Close")
class CloseIT extends CloseTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

}
