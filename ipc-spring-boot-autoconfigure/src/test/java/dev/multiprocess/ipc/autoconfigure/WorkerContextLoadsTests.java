package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.onepackage.WorkerApplication;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * The test that Initializr writes, in a worker.
 */
@SpringBootTest(classes = WorkerApplication.class)
@DisplayName("A worker in a test")
class WorkerContextLoadsTests {

	@MockitoBean
	private Ipc ipc;

	@Autowired
	private Echo echo;

	@Test
	@DisplayName("asks for no parent and serves nobody")
	void contextLoads() {
		assertThat(this.echo.echo("hi")).isEqualTo("worker:hi");
		verify(this.ipc, never()).startSpawnedProcess(any(String[].class));
	}

}
