package dev.multiprocess.ipc.test;

import dev.multiprocess.ipc.test.api.Till;
import dev.multiprocess.ipc.test.app.Shop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that are spawned in a test although others are not.
 */
@SpringBootTest(classes = Shop.class,
		properties = { "ipc.process.till.main-class=dev.multiprocess.ipc.test.worker.TillWorker",
				"ipc.process.till.properties.currency=euro", "ipc.process.till.properties.size=small",
				"ipc.process.till.arguments=--size=large", "ipc.process.till.jvm-arguments=-XX:TieredStopAtLevel=1" })
@AutoConfigureTestIpc(spawn = true)
@DirtiesContext
@DisplayName("A worker in a test")
class SpawnedWorkerIT {

	@Autowired
	private Till till;

	@Test
	@DisplayName("is a process where the test asks for that")
	void spawned() {
		assertThat(this.till.pid()).isNotEqualTo(ProcessHandle.current().pid());
		assertThat(this.till.property("currency")).isEqualTo("euro");
		assertThat(this.till.property("size")).isEqualTo("large");
	}

}
