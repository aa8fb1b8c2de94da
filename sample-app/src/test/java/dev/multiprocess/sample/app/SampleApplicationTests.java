package dev.multiprocess.sample.app;

import dev.multiprocess.sample.DocumentInit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleApplication}, as far as it gets without a worker.
 */
@SpringBootTest(args = "--help", properties = "ipc.process.documents.startup=lazy")
class SampleApplicationTests {

	@Autowired
	private DocumentInit documents;

	@Test
	void contextLoads() {
		assertThat(this.documents).isNotNull();
	}

}
