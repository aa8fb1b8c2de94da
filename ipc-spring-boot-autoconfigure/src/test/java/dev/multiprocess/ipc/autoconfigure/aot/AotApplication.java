package dev.multiprocess.ipc.autoconfigure.aot;

import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.testing.ClosableEcho;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;
import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A parent that is processed ahead of time. It is run in a class loader of its own, so it
 * takes and returns what the JDK has only.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration(IpcAutoConfiguration.class)
@ImportRemoteInterfaces(process = "worker", types = { Echo.class, ClosableEcho.class })
@ImportRemoteInterfaces(process = "other", types = Echo.class)
public class AotApplication {

	@Bean
	Ipc ipc() {
		return new RecordingIpc();
	}

	@Bean
	Caller caller(AotInit init, @Qualifier("other") Echo echo, @Qualifier("worker") ObjectProvider<ClosableEcho> last) {
		return new Caller(init, echo, last);
	}

	/** Returns the application, ready to be processed. */
	public static GenericApplicationContext context() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(AotApplication.class);
		return context;
	}

	/**
	 * Runs the generated application.
	 * @param initializer the name of the class generated for it
	 * @return what happened
	 */
	@SuppressWarnings("unchecked")
	public static List<String> run(String initializer) throws ReflectiveOperationException {
		GenericApplicationContext context = new GenericApplicationContext();
		TestPropertyValues
			.of("spring.aot.enabled=true", "ipc.process.worker.main-class=W", "ipc.process.other.main-class=O",
					"ipc.interfaces[" + AotInit.class.getName() + "].process=other")
			.applyTo(context);
		((ApplicationContextInitializer<GenericApplicationContext>) Class.forName(initializer)
			.getDeclaredConstructor()
			.newInstance()).initialize(context);
		context.refresh();
		RecordingIpc ipc = (RecordingIpc) context.getBean(Ipc.class);
		List<String> result = new ArrayList<>();
		result.add("primary init " + context.getBean(Init.class));
		context.close();
		result.addAll(ipc.events());
		return result;
	}

	/** Calls until the end. */
	public static class Caller {

		private final AotInit init;

		private final Echo echo;

		private final ObjectProvider<ClosableEcho> last;

		Caller(AotInit init, Echo echo, ObjectProvider<ClosableEcho> last) {
			this.init = init;
			this.echo = echo;
			this.last = last;
		}

		@PreDestroy
		void callLate() {
			this.init.ping();
			this.echo.echo("late");
			this.last.getObject().echo("last");
		}

	}

}
