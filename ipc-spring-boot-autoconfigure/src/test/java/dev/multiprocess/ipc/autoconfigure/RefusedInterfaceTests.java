package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.RemoteInterface;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of remote interfaces that cannot be served, before any process starts.
 */
@DisplayName("An application does not start with an interface")
class RefusedInterfaceTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IpcAutoConfiguration.class))
		.withPropertyValues("ipc.process.worker.main-class=Worker", "ipc.process.worker.startup=lazy");

	@ParameterizedTest(name = "{0}")
	@DisplayName("S9, S11: whose annotations cannot be kept, or that is not public")
	@CsvSource(delimiter = '|',
			textBlock = """
					ImportsOneWay  | OneWayWithResult.count is @OneWay and returns int, for which no caller waits; make it void, or remove @OneWay
					ImportsTimeout | @CallTimeout("soon") of NoTime.call is no time; write a number with its unit, as in "250ms" or "5s"
					ImportsHidden  | Interface dev.multiprocess.ipc.autoconfigure.RefusedInterfaceTests$Hidden is not public; declare it public, or the other process cannot call it
					""")
	void refused(String parent, String message) throws ClassNotFoundException {
		this.runner.withUserConfiguration(Class.forName(RefusedInterfaceTests.class.getName() + "$" + parent))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(message));
	}

	@RemoteInterface
	public interface OneWayWithResult {

		@OneWay
		int count();

	}

	@RemoteInterface
	public interface NoTime {

		@CallTimeout("soon")
		void call();

	}

	@RemoteInterface
	interface Hidden {

		void call();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = OneWayWithResult.class)
	static class ImportsOneWay {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = NoTime.class)
	static class ImportsTimeout {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportRemoteInterfaces(types = Hidden.class)
	static class ImportsHidden {

	}

}
