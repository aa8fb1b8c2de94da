package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.autoconfigure.SpawnedProcessRegistrar.WorkerSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Runs workers in this JVM, as contexts of their own that are called as processes are:
 * for tests. Safe for use by any number of threads.
 */
public final class InProcessWorkers implements IpcProgramFactory, IpcBuilderCustomizer {

	private final ConfigurableListableBeanFactory beanFactory;

	/** What the contexts that run expose. */
	private final Map<ConfigurableApplicationContext, ExposedBeans> exposed = new ConcurrentHashMap<>();

	/**
	 * Creates none yet.
	 * @param beanFactory tells the remote interfaces that workers are asked for
	 */
	public InProcessWorkers(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public ProcessSpec.Builder create(String name, @Nullable String mainClass, Map<String, String> properties,
			List<String> arguments) {
		if (mainClass == null) {
			throw new IpcConfigurationException(
					"Process '%s' runs no main class, so it cannot run in the JVM of a test.".formatted(name),
					"Set ipc.process.%s.main-class for the test, mock the interfaces that the process serves, or let it be spawned with @AutoConfigureTestIpc(spawn = true)."
						.formatted(name));
		}
		Class<?> type = ClassUtils.resolveClassName(mainClass, this.beanFactory.getBeanClassLoader());
		if (!AnnotatedElementUtils.hasAnnotation(type, EnableSpawnedProcess.class)) {
			throw new IpcConfigurationException(
					"Process '%s' runs %s, which is no worker with Spring, so it cannot run in the JVM of a test."
						.formatted(name, mainClass),
					"Annotate %s with @EnableSpawnedProcess, or let it be spawned with @AutoConfigureTestIpc(spawn = true)."
						.formatted(mainClass));
		}
		return ProcessSpec.inProcess(() -> run(type, properties, arguments));
	}

	private Init run(Class<?> type, Map<String, String> properties, List<String> arguments) {
		Map<String, String> values = new LinkedHashMap<>(properties);
		values.put("spring.jmx.enabled", "false");
		SpringApplication application = new SpringApplicationBuilder(type).registerShutdownHook(false).build();
		List<String> all = new ArrayList<>();
		all.add("--spring.application.json=" + FlatJson.write(values));
		all.addAll(arguments);
		ConfigurableApplicationContext worker = application.run(all.toArray(String[]::new));
		ConfigurableListableBeanFactory beans = worker.getBeanFactory();
		ExposedBeans found = ExposedBeans.ofWorker(beans, beans.getBean(WorkerSettings.class).exposes());
		this.exposed.put(worker, found);
		return closing(ServedInit.ofWorker(beans, found), worker);
	}

	/** The context ends with the process that it stands for. */
	private Init closing(Init init, ConfigurableApplicationContext worker) {
		return (Init) Proxy.newProxyInstance(init.getClass().getClassLoader(), init.getClass().getInterfaces(),
				(proxy, method, arguments) -> {
					if (method.getName().equals("close") && method.getParameterCount() == 0) {
						this.exposed.remove(worker);
						worker.close();
						return null;
					}
					try {
						return method.invoke(init, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	/** Both ends of each connection are in this program, and use what it allows. */
	@Override
	public void customize(Ipc.Builder builder) {
		RemoteInterfaceDefinitions.names(this.beanFactory)
			.stream()
			.map((name) -> this.beanFactory.getType(name, false))
			.filter(Objects::nonNull)
			.forEach(builder::allowType);
		builder.resultDisposer((object, closed) -> this.exposed.values()
			.stream()
			.min(Comparator.comparing((beans) -> !beans.contains(object)))
			.ifPresent((beans) -> beans.dispose(object, closed)));
	}

}
