package dev.multiprocess.ipc.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/**
 * Makes beans of the interfaces extending {@code Init} in the application's packages.
 * Workers get none.
 *
 * <p>
 * As an ahead-of-time processor it contributes nothing, which keeps it from running again
 * in a generated context: the definitions it registered have been generated then.
 */
final class RemoteInterfacePostProcessor implements BeanDefinitionRegistryPostProcessor,
		BeanFactoryInitializationAotProcessor, BeanFactoryAware, ResourceLoaderAware {

	private final Environment environment;

	private @Nullable BeanFactory beanFactory;

	private ResourceLoader resourceLoader = new DefaultResourceLoader();

	RemoteInterfacePostProcessor(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setResourceLoader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry.containsBeanDefinition(SpawnedProcessRegistrar.BEAN_NAME)) {
			return;
		}
		if (this.beanFactory != null && AutoConfigurationPackages.has(this.beanFactory)) {
			new RemoteInterfaceScanner(this.environment, this.resourceLoader)
				.findInits(AutoConfigurationPackages.get(this.beanFactory))
				.stream()
				.filter((type) -> !RemoteInterfaceDefinitions.contains(registry, type))
				.forEach((type) -> RemoteInterfaceDefinitions.register(registry, "", type));
		}
		RemoteInterfaceDefinitions.registerFallback(registry);
	}

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		return null;
	}

}
