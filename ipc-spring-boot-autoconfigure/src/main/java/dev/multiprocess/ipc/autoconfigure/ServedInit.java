package dev.multiprocess.ipc.autoconfigure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * What a program serves first: its {@link Init} bean, which exposed beans complete. The
 * bean is created by the first call. Safe for use by any number of threads.
 */
final class ServedInit implements InvocationHandler {

	private final ConfigurableListableBeanFactory beanFactory;

	private final @Nullable String beanName;

	private final ExposedBeans exposed;

	private ServedInit(ConfigurableListableBeanFactory beanFactory, @Nullable String beanName, ExposedBeans exposed) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.exposed = exposed;
	}

	/**
	 * Makes the object of a worker, creating no bean.
	 * @param beanFactory has the {@link Init} bean, if there is one
	 * @param exposed completes it
	 */
	static Init ofWorker(ConfigurableListableBeanFactory beanFactory, ExposedBeans exposed) {
		return of(beanFactory, exposed, ExposedBeans.names(beanFactory, Init.class));
	}

	/**
	 * Makes the object of a parent, creating no bean.
	 * @param beanFactory has the {@link Init} bean, if one is exposed
	 * @param exposed tells so, and completes it
	 */
	static Init ofParent(ConfigurableListableBeanFactory beanFactory, ExposedBeans exposed) {
		return of(beanFactory, exposed,
				exposed.types()
					.stream()
					.filter(Init.class::isAssignableFrom)
					.flatMap((type) -> ExposedBeans.names(beanFactory, type).stream())
					.distinct()
					.toList());
	}

	private static Init of(ConfigurableListableBeanFactory beanFactory, ExposedBeans exposed, List<String> names) {
		if (names.size() > 1) {
			throw new IpcConfigurationException(
					"An application serves one Init, but there are several beans of that type: %s."
						.formatted(String.join(", ", names)),
					"Keep one of them. One class may implement several interfaces that extend Init.");
		}
		Set<Class<?>> interfaces = new LinkedHashSet<>();
		String name = names.isEmpty() ? null : names.get(0);
		Class<?> type = (name != null) ? beanFactory.getType(name, false) : null;
		if (type != null) {
			interfaces.addAll(ExposedBeans.remoteInterfaces(type));
		}
		interfaces.add(Init.class);
		return (Init) Proxy.newProxyInstance(loader(interfaces), interfaces.toArray(Class<?>[]::new),
				new ServedInit(beanFactory, name, exposed));
	}

	private static @Nullable ClassLoader loader(Set<Class<?>> interfaces) {
		return interfaces.iterator().next().getClassLoader();
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return switch (method.getName()) {
				case "equals" -> args != null && proxy == args[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> "Init served by " + ((this.beanName != null) ? "bean '" + this.beanName + "'" : "beans");
			};
		}
		if (method.getName().equals("make") && args != null && args.length == 1 && args[0] instanceof Class<?> type) {
			return make(type);
		}
		if (method.getName().equals("close") && method.getParameterCount() == 0) {
			// The context closes its bean itself, once.
			return null;
		}
		return call(target(), method, args);
	}

	private Object make(Class<?> type) {
		Set<String> served = new LinkedHashSet<>();
		if (this.beanName != null) {
			try {
				return target().make(type);
			}
			catch (UnsupportedInterfaceException ex) {
				if (ex.served().contains(type.getName())) {
					// It is served by several methods, so that nobody can choose.
					throw ex;
				}
				served.addAll(ex.served());
			}
		}
		if (this.exposed.types().contains(type)) {
			return this.exposed.bean(type);
		}
		this.exposed.types().forEach((other) -> served.add(RemoteInterfaceDefinitions.wireName(other)));
		throw new UnsupportedInterfaceException(RemoteInterfaceDefinitions.wireName(type), List.copyOf(served));
	}

	private Init target() {
		if (this.beanName == null) {
			throw new IllegalStateException("This worker has no Init bean");
		}
		return this.beanFactory.getBean(this.beanName, Init.class);
	}

	private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
		method.trySetAccessible();
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
