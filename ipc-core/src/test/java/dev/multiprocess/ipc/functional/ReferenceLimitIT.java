package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process, whose own limit is higher.
 */
@DisplayName("With a process: ReferenceLimit")
class ReferenceLimitIT extends ReferenceLimitTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

	/** Within ten seconds of a collection no other is asked for. */
	@Override
	boolean fresh() {
		return true;
	}

}
