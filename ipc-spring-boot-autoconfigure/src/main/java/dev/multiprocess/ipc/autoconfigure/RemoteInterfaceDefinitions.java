package dev.multiprocess.ipc.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionOverrideException;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.core.ResolvableType;

/**
 * The bean definitions of remote interfaces: how they look, how they are recognised.
 *
 * <p>
 * They hold names and classes only, so that they survive being generated ahead of time;
 * what properties say is read when a bean is made.
 */
final class RemoteInterfaceDefinitions {

	private static final String UNNAMED_PROCESS = "ipc";

	private RemoteInterfaceDefinitions() {
	}

	/**
	 * Registers a bean of a remote interface, unless there is the same already.
	 * @param registry where
	 * @param process the process that serves it, or an empty string if properties tell
	 * @param type the interface
	 */
	static void register(BeanDefinitionRegistry registry, String process, Class<?> type) {
		requireRemote(type, "@ImportRemoteInterfaces");
		RootBeanDefinition definition = definition(process, type);
		AnnotatedGenericBeanDefinition annotated = new AnnotatedGenericBeanDefinition(type);
		AnnotationConfigUtils.processCommonDefinitionAnnotations(annotated);
		definition.setLazyInit(annotated.isLazyInit());
		definition.setPrimary(annotated.isPrimary());
		definition.setFallback(annotated.isFallback());
		definition.setDependsOn(annotated.getDependsOn());
		definition.setDescription(annotated.getDescription());
		Qualifier qualifier = type.getAnnotation(Qualifier.class);
		if (!process.isEmpty()) {
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, process));
		}
		else if (qualifier != null) {
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier.value()));
		}
		register(registry, beanName(process, type), definition);
	}

	/**
	 * Registers the bean that serves plain {@code @Autowired Init}; any other one wins.
	 * @param registry where
	 */
	static void registerFallback(BeanDefinitionRegistry registry) {
		RootBeanDefinition definition = definition("", Init.class);
		definition.setLazyInit(true);
		definition.setFallback(true);
		register(registry, beanName("", Init.class), definition);
	}

	private static RootBeanDefinition definition(String process, Class<?> type) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setTargetType(ResolvableType.forClass(type));
		definition.setFactoryBeanName(RemoteInterfaceFactory.BEAN_NAME);
		definition.setUniqueFactoryMethodName("remoteInterface");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, process);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, type);
		// The context must not call close(): it is a remote call, on an object that
		// others
		// share. Ahead-of-time processing forgets that there is no destroy method and
		// close() would be inferred, so name one that is local on every proxy.
		definition.setDestroyMethodName("hashCode");
		return definition;
	}

	private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
		if (registry.containsBeanDefinition(name)) {
			BeanDefinition existing = registry.getBeanDefinition(name);
			if (RemoteInterfaceFactory.BEAN_NAME.equals(existing.getFactoryBeanName())) {
				return;
			}
			throw new BeanDefinitionOverrideException(name, definition, existing);
		}
		registerFactory(registry);
		registry.registerBeanDefinition(name, definition);
	}

	/**
	 * Conditions see no bean whose factory is not registered yet, and those on the
	 * application's classes are evaluated before auto-configurations are.
	 */
	private static void registerFactory(BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(RemoteInterfaceFactory.BEAN_NAME)) {
			RootBeanDefinition factory = new RootBeanDefinition(RemoteInterfaceFactory.class);
			factory.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(RemoteInterfaceFactory.BEAN_NAME, factory);
		}
	}

	private static String beanName(String process, Class<?> type) {
		return (process.isEmpty() ? UNNAMED_PROCESS : process) + "#" + type.getName();
	}

	/**
	 * Tells whether a bean of a remote interface has been registered here.
	 * @param registry where
	 * @param type the interface
	 */
	static boolean contains(BeanDefinitionRegistry registry, Class<?> type) {
		String suffix = "#" + type.getName();
		return Arrays.stream(registry.getBeanDefinitionNames()).anyMatch((name) -> name.endsWith(suffix));
	}

	/**
	 * Returns the names of the beans made here.
	 * @param beanFactory where
	 */
	static List<String> names(ListableBeanFactory beanFactory) {
		return Arrays.stream(beanFactory.getBeanDefinitionNames())
			.filter((name) -> isRemote(beanFactory, name))
			.toList();
	}

	/**
	 * Returns the wire names of the interfaces that the beans made here have.
	 * @param beanFactory where
	 */
	static Set<String> wireNames(ListableBeanFactory beanFactory) {
		return names(beanFactory).stream()
			.map((name) -> beanFactory.getType(name, false))
			.filter(Objects::nonNull)
			.map(RemoteInterfaceDefinitions::wireName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Tells whether a bean was made here. By its name: all else is lost when definitions
	 * are generated ahead of time.
	 * @param beanFactory where
	 * @param beanName the bean's name
	 */
	static boolean isRemote(ListableBeanFactory beanFactory, String beanName) {
		int separator = beanName.indexOf('#');
		if (separator < 0) {
			return false;
		}
		Class<?> type = beanFactory.getType(beanName, false);
		return type != null
				&& (type.getName().equals(beanName.substring(separator + 1)) || Arrays.stream(type.getInterfaces())
					.anyMatch((parent) -> parent.getName().equals(beanName.substring(separator + 1))));
	}

	/**
	 * Refuses what is no remote interface.
	 * @param type what was named
	 * @param where what named it
	 */
	static void requireRemote(Class<?> type, String where) {
		if (!type.isInterface()) {
			throw new IpcConfigurationException(
					where + " names " + type.getName()
							+ ", which is a class; only interfaces can be served by a process.",
					"Name the remote interfaces that the class implements.");
		}
		if (!type.isAnnotationPresent(RemoteInterface.class)) {
			throw new IpcConfigurationException(
					where + " names " + type.getName() + ", which is not marked as a remote interface.",
					"Annotate " + type.getName() + " with @RemoteInterface.");
		}
	}

	/**
	 * Returns the name under which both programs know an interface.
	 * @param type a remote interface
	 */
	static String wireName(Class<?> type) {
		RemoteInterface marker = type.getAnnotation(RemoteInterface.class);
		return (marker != null && !marker.name().isEmpty()) ? marker.name() : type.getName();
	}

}
