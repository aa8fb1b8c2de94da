package dev.multiprocess.ipc.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * The beans of this program that its parent, or its workers, may ask for. Safe for use by
 * any number of threads.
 */
final class ExposedBeans {

	private static final Logger logger = LoggerFactory.getLogger(ExposedBeans.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<Class<?>> types;

	private ExposedBeans(ConfigurableListableBeanFactory beanFactory, Set<Class<?>> types) {
		this.beanFactory = beanFactory;
		this.types = types;
	}

	/**
	 * Finds those of a worker, creating none.
	 * @param beanFactory where
	 * @param exposes the interfaces they serve; if empty, each remote one that a bean
	 * implements
	 */
	static ExposedBeans ofWorker(ConfigurableListableBeanFactory beanFactory, List<Class<?>> exposes) {
		exposes.forEach((type) -> RemoteInterfaceDefinitions.requireRemote(type, "@EnableSpawnedProcess"));
		return new ExposedBeans(beanFactory,
				exposes.isEmpty() ? implemented(beanFactory) : new LinkedHashSet<>(exposes));
	}

	/**
	 * Finds those of a parent, creating none.
	 * @param beanFactory where
	 * @param exposes the interfaces they serve
	 */
	static ExposedBeans ofParent(ConfigurableListableBeanFactory beanFactory, List<Class<?>> exposes) {
		for (Class<?> type : exposes) {
			RemoteInterfaceDefinitions.requireRemote(type, "The property ipc.expose");
			if (names(beanFactory, type).isEmpty()) {
				throw new IpcConfigurationException(
						"The property ipc.expose names %s, of which this application has no bean."
							.formatted(type.getName()),
						"Define a bean of that type, or take it out of ipc.expose.");
			}
		}
		return new ExposedBeans(beanFactory, new LinkedHashSet<>(exposes));
	}

	/** Returns the names of the beans of a type that live in this process. */
	static List<String> names(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return Arrays.stream(beanFactory.getBeanNamesForType(type, true, false))
			.filter((name) -> !RemoteInterfaceDefinitions.isRemote(beanFactory, name))
			.toList();
	}

	private static Set<Class<?>> implemented(ConfigurableListableBeanFactory beanFactory) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> beanType = beanFactory.getType(name, false);
			if (beanType != null && !RemoteInterfaceDefinitions.isRemote(beanFactory, name)) {
				types.addAll(remoteInterfaces(beanType));
			}
		}
		types.removeIf(Init.class::isAssignableFrom);
		return types;
	}

	/**
	 * Returns the remote interfaces that objects of a type have.
	 * @param type a class or interface
	 */
	static Set<Class<?>> remoteInterfaces(Class<?> type) {
		Set<Class<?>> interfaces = new LinkedHashSet<>();
		collect(type, interfaces);
		interfaces.removeIf((candidate) -> !candidate.isAnnotationPresent(RemoteInterface.class));
		return interfaces;
	}

	private static void collect(Class<?> type, Set<Class<?>> interfaces) {
		for (Class<?> found : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			if (interfaces.add(found)) {
				for (Class<?> parent : found.getInterfaces()) {
					collect(parent, interfaces);
				}
			}
		}
	}

	/** Returns the interfaces they serve. */
	Set<Class<?>> types() {
		return this.types;
	}

	/**
	 * Returns the bean of a type; a new one if it is a prototype.
	 * @param type one of {@link #types()}
	 */
	Object bean(Class<?> type) {
		return this.beanFactory.getBean(type);
	}

	/**
	 * Ends the life of an object that was handed to the parent and let go of by it. Beans
	 * that others share live on.
	 * @param object the result of a method of the served {@link Init}
	 * @param closed whether its caller has closed it already
	 */
	void dispose(Object object, boolean closed) {
		if (isSharedBean(object)) {
			return;
		}
		String prototype = prototypeOf(object);
		if (prototype != null) {
			destroy(prototype, object, closed);
		}
		else if (!closed && object instanceof AutoCloseable closeable) {
			close(closeable);
		}
	}

	/** Tells whether an object is a bean of this program. */
	boolean contains(Object object) {
		return isSharedBean(object) || prototypeOf(object) != null;
	}

	private void destroy(String prototype, Object object, boolean closed) {
		if (closed && object instanceof AutoCloseable) {
			// Without its definition, whose destroy method is close() as a rule.
			this.beanFactory.destroyBean(object);
		}
		else {
			this.beanFactory.destroyBean(prototype, object);
		}
	}

	private boolean isSharedBean(Object object) {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(object.getClass(), true, false))
			.anyMatch((name) -> this.beanFactory.containsSingleton(name) && this.beanFactory.getBean(name) == object);
	}

	private @Nullable String prototypeOf(Object object) {
		for (Class<?> type : remoteInterfaces(object.getClass())) {
			for (String name : this.beanFactory.getBeanNamesForType(type, true, false)) {
				Class<?> beanType = this.beanFactory.getType(name, false);
				if (this.beanFactory.isPrototype(name) && beanType != null && beanType.isInstance(object)) {
					return name;
				}
			}
		}
		return null;
	}

	private static void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.warn("An object let go of by the parent failed to close: {}", closeable.getClass().getName(), ex);
		}
	}

}
