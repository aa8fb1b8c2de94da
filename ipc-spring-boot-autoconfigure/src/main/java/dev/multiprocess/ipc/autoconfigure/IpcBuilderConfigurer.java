package dev.multiprocess.ipc.autoconfigure;

import java.util.List;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.autoconfigure.IpcProperties.SerializationSettings;
import dev.multiprocess.ipc.autoconfigure.SpawnedProcessRegistrar.WorkerSettings;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.env.Environment;

/**
 * Tells a builder of {@link Ipc} what properties and beans say.
 */
final class IpcBuilderConfigurer {

	private final IpcProperties properties;

	private final NamedInterfaces interfaces;

	private final ProcessSpecFactory specs;

	private final ConfigurableListableBeanFactory beanFactory;

	IpcBuilderConfigurer(IpcProperties properties, Environment environment, ProcessSpecFactory specs,
			ConfigurableListableBeanFactory beanFactory) {
		this.properties = properties;
		this.interfaces = new NamedInterfaces(properties.interfaces(), environment);
		this.specs = specs;
		this.beanFactory = beanFactory;
	}

	/**
	 * Tells the builder.
	 * @param builder the builder
	 * @param customizers have the last word
	 * @return the builder
	 */
	Ipc.Builder configure(Ipc.Builder builder, List<IpcBuilderCustomizer> customizers) {
		SerializationSettings serialization = this.properties.serialization();
		builder.allowType(serialization.allowedTypes().toArray(Class<?>[]::new));
		builder.allowPackage(serialization.allowedPackages().toArray(String[]::new));
		builder.maxMessageSize(Math.toIntExact(serialization.maxMessageSize().toBytes()));
		builder.maxDepth(serialization.maxDepth());
		builder.maxReferences(serialization.maxReferences());
		this.interfaces.callTimeouts(RemoteInterfaceDefinitions.wireNames(this.beanFactory))
			.forEach(builder::callTimeout);
		PropertyMapper.get().from(this.beanFactory::getBeanClassLoader).to(builder::classLoader);
		this.specs.specs().forEach(builder::process);
		WorkerSettings worker = this.beanFactory.getBeanProvider(WorkerSettings.class).getIfAvailable();
		if (worker != null) {
			ExposedBeans exposed = ExposedBeans.ofWorker(this.beanFactory, worker.exposes());
			serve(builder, exposed, ServedInit.ofWorker(this.beanFactory, exposed));
		}
		else if (!this.properties.expose().isEmpty()) {
			ExposedBeans exposed = ExposedBeans.ofParent(this.beanFactory, this.properties.expose());
			serve(builder, exposed, ServedInit.ofParent(this.beanFactory, exposed));
		}
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	private static void serve(Ipc.Builder builder, ExposedBeans exposed, Init init) {
		builder.allowType(exposed.types().toArray(Class<?>[]::new));
		builder.init(init);
		builder.resultDisposer(exposed::dispose);
	}

}
