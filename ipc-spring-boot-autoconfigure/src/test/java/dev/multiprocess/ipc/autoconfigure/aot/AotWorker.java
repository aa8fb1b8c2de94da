package dev.multiprocess.ipc.autoconfigure.aot;

import java.util.List;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.EnableSpawnedProcess;
import dev.multiprocess.ipc.autoconfigure.IpcAutoConfiguration;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;
import dev.multiprocess.ipc.autoconfigure.testing.RecordingIpc;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A worker that is processed ahead of time, and run as {@link AotApplication} is.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration(IpcAutoConfiguration.class)
@EnableSpawnedProcess(exposes = Echo.class, allowStandalone = true)
public class AotWorker {

	@Bean
	Ipc ipc() {
		return new RecordingIpc();
	}

	/** Returns the application, ready to be processed. */
	public static GenericApplicationContext context() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(AotWorker.class);
		return context;
	}

	/**
	 * Runs the generated application.
	 * @param initializer the name of the class generated for it
	 * @return the names of its beans that make it a worker, or would make it a parent
	 */
	@SuppressWarnings("unchecked")
	public static List<String> run(String initializer) throws ReflectiveOperationException {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			((ApplicationContextInitializer<GenericApplicationContext>) Class.forName(initializer)
				.getDeclaredConstructor()
				.newInstance()).initialize(context);
			context.refresh();
			return List.of(context.getBeanDefinitionNames())
				.stream()
				.filter((name) -> context.getBean(name) != null)
				.filter((name) -> name.equals("ipcWorkerSettings") || name.equals("ipcSpawnedProcess")
						|| name.contains("#"))
				.sorted()
				.toList();
		}
	}

}
