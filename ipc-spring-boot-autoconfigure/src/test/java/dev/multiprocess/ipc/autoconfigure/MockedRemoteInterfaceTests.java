package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.onepackage.OnePackageInit;
import dev.multiprocess.ipc.autoconfigure.onepackage.ParentApplication;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * That a mock of a remote interface needs no process.
 */
@SpringBootTest(classes = ParentApplication.class, properties = "ipc.process.worker.main-class=Worker")
@Import(MockedRemoteInterfaceTests.Recording.class)
@DisplayName("A mocked remote interface")
class MockedRemoteInterfaceTests {

	@MockitoBean
	private Echo echo;

	@MockitoBean
	private OnePackageInit init;

	@Autowired
	private Ipc ipc;

	@Test
	@DisplayName("starts no process")
	void noProcess() {
		given(this.echo.echo("hi")).willReturn("mocked");
		assertThat(this.echo.echo("hi")).isEqualTo("mocked");
		assertThat(((RecordingIpc) this.ipc).events()).isEmpty();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		Ipc ipc() {
			return new RecordingIpc();
		}

	}

}
