package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.DisplayName;

/**
 * Runs the tests of its super-class over a real process.
 */
@DisplayName("With a process: Streams of objects")
class IterationIT extends IterationTests {

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.arguments("size=" + 1024 * 1024);
	}

}
