package dev.multiprocess.ipc.autoconfigure.above.worker;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * The test that Initializr writes, word for word, in a worker.
 */
@SpringBootTest
class WorkerApplicationTests {

	@Test
	@DisplayName("A worker's context loads in a test, which has no parent")
	void contextLoads() {
	}

}
