package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: Streams of a connection that ends")
class StreamEndIT extends StreamEndTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

}
