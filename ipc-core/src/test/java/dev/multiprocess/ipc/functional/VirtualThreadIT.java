package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: VirtualThread")
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadIT extends VirtualThreadTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

	@Override
	int threads() {
		return 1000;
	}

}
