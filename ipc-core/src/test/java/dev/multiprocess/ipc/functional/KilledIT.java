package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: The loss of the other side")
class KilledIT extends KilledTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

	@Override
	int rounds() {
		return 6;
	}

}
