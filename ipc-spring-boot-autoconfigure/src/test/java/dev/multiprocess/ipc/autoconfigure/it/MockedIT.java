package dev.multiprocess.ipc.autoconfigure.it;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Base;
import dev.multiprocess.ipc.autoconfigure.it.Parents.Recorder;
import dev.multiprocess.ipc.autoconfigure.it.lab.Lab;
import dev.multiprocess.ipc.autoconfigure.it.lab.LabInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;

/**
 * That tests of a parent may replace its remote objects.
 */
@DisplayName("In a test of a parent,")
class MockedIT {

	private static final String WORKER = "ipc.process.worker.main-class=dev.multiprocess.ipc.autoconfigure.it.lab.LabWorker";

	@Nested
	@ExtendWith(NothingLeft.class)
	@SpringBootTest(classes = { Base.class, Imports.class }, properties = WORKER)
	@DirtiesContext
	class Mocked {

		@MockitoBean
		private Lab lab;

		@MockitoBean
		private LabInit init;

		@Autowired
		private Recorder recorder;

		@Test
		@DisplayName("mocks of all remote interfaces in use start no process")
		void startsNoProcess() {
			given(this.lab.pid()).willReturn(4711L);
			assertThat(this.lab.pid()).isEqualTo(4711);
			assertThat(this.recorder.events()).isEmpty();
		}

	}

	@Nested
	@ExtendWith(NothingLeft.class)
	@SpringBootTest(classes = { Base.class, Imports.class }, properties = WORKER)
	@DirtiesContext
	class Spied {

		@MockitoSpyBean
		private Lab lab;

		@Autowired
		private Init init;

		@Test
		@DisplayName("a spy of a remote object calls it, and may answer itself")
		void callsThrough() {
			assertThat(this.lab.pid()).isEqualTo(this.init.make(Lab.class).pid());
			verify(this.lab).pid();
			given(this.lab.environment("PATH")).willReturn("stubbed");
			assertThat(this.lab.environment("PATH")).isEqualTo("stubbed");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Lab.class)
	static class Imports {

	}

}
