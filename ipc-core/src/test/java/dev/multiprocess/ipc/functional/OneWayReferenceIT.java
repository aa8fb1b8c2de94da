package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: references in one-way calls")
class OneWayReferenceIT extends OneWayReferenceTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

}
