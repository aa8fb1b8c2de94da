package dev.multiprocess.ipc.autoconfigure;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.SpawnedProcessRegistrar.WorkerSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Auto-configuration of {@link Ipc}: a parent gets beans of its remote interfaces, a
 * worker serves its beans.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ipc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(IpcProperties.class)
public final class IpcAutoConfiguration {

	IpcAutoConfiguration() {
	}

	@Bean
	static RemoteInterfacePostProcessor ipcRemoteInterfacePostProcessor(Environment environment) {
		return new RemoteInterfacePostProcessor(environment);
	}

	@Bean
	ProcessHistory ipcProcessHistory(IpcProperties properties) {
		return new ProcessHistory(properties.processNames());
	}

	@Bean
	ProcessEventPublisher ipcProcessEventPublisher(ConfigurableApplicationContext context) {
		return new ProcessEventPublisher(context);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	IpcBuilderCustomizer ipcListenersCustomizer(ProcessHistory history, ProcessEventPublisher publisher) {
		return (builder) -> builder.listener(history).listener(publisher);
	}

	// Calls are served by threads of their own lanes, which virtual ones would but pin.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnThreading(Threading.VIRTUAL)
	IpcBuilderCustomizer ipcVirtualThreadsCustomizer() {
		return (builder) -> builder.executor(new VirtualThreadTaskExecutor("ipc-virtual-"));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	IpcBuilderCustomizer ipcTaskDecoratorCustomizer(ObjectProvider<TaskDecorator> decorators) {
		return (builder) -> decorators.orderedStream()
			.forEach((decorator) -> builder.interceptor(new DecoratingInterceptor(decorator)));
	}

	// ipcProcesses closes it, at the right time.
	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	Ipc ipc(IpcProperties properties, Environment environment, ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<IpcBuilderCustomizer> customizers) {
		ProcessSpecFactory specs = new ProcessSpecFactory(properties, environment,
				ProcessSpecFactory.Beans.of(beanFactory), FatJar.of(System.getProperty("java.class.path", "")));
		IpcBuilderConfigurer configurer = new IpcBuilderConfigurer(properties, environment, specs, beanFactory);
		return new UnwrappingIpc(configurer.configure(Ipc.builder(), customizers.orderedStream().toList()).build());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	IpcProcesses ipcProcesses(Ipc ipc, IpcProperties properties, ProcessHistory history,
			ProcessEventPublisher publisher, ObjectProvider<WorkerSettings> worker) {
		return new IpcProcesses(ipc, properties, history, publisher, worker.getIfAvailable() != null);
	}

	/**
	 * What only a worker has.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(WorkerSettings.class)
	static class WorkerConfiguration {

		@Bean(SpawnedProcess.BEAN_NAME)
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		SpawnedProcess ipcSpawnedProcess(Ipc ipc, ConfigurableApplicationContext context, WorkerSettings settings,
				ObjectProvider<SpawnedProcess.Exit> exit) {
			return new SpawnedProcess(ipc, context, settings.allowStandalone(),
					exit.getIfAvailable(() -> SpawnedProcess.Exit.SYSTEM));
		}

	}

}
