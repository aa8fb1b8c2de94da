package dev.multiprocess.sample.worker;

import dev.multiprocess.sample.DocumentInit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerApplication}, which needs no parent in a test.
 */
@SpringBootTest
class WorkerApplicationTests {

	@Autowired
	private DocumentInit documents;

	@Test
	void contextLoads() {
		assertThat(this.documents).isInstanceOf(DefaultDocumentInit.class);
	}

}
