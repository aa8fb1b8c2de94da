package dev.multiprocess.ipc.protocol;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.multiprocess.ipc.protocol.ProxyType.Route;
import dev.multiprocess.ipc.adapter.Imported;
import org.jspecify.annotations.Nullable;

/**
 * Turns a call on a proxy into a call of the object it stands for. Safe for use by any
 * number of threads.
 */
final class RemoteInvocationHandler implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final Import target;

	private RemoteInvocationHandler(Import target) {
		this.target = target;
	}

	static Object newProxy(Import target) {
		Class<?>[] interfaces = target.type.classes();
		return Proxy.newProxyInstance(loaderOf(interfaces), interfaces, new RemoteInvocationHandler(target));
	}

	/**
	 * The proxy lives with its interfaces; interfaces of the JDK are seen from
	 * everywhere.
	 */
	private static ClassLoader loaderOf(Class<?>[] interfaces) {
		for (Class<?> type : interfaces) {
			if (type.getClassLoader() != null) {
				return type.getClassLoader();
			}
		}
		return RemoteInvocationHandler.class.getClassLoader();
	}

	/** Returns what an object stands for if it is a proxy of ours, else null. */
	static @Nullable Import importOf(Object object) {
		Object proxy = proxyOf(object);
		return (proxy != null && Proxy.isProxyClass(proxy.getClass())
				&& Proxy.getInvocationHandler(proxy) instanceof RemoteInvocationHandler handler) ? handler.target
						: null;
	}

	/**
	 * Returns the proxy behind a future or stream of the peer; any other object itself.
	 */
	static @Nullable Object proxyOf(Object object) {
		return (object instanceof Imported imported) ? imported.proxy() : object;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Route route = this.target.type.route(method);
		if (route == null) {
			return invokeLocally(proxy, method, arguments);
		}
		try {
			ConnectionSettings settings = this.target.connection.settings;
			return (settings.interceptor() == null) ? call(proxy, method, route, arguments) : settings.interceptor()
				.made(settings.name(), route.method().method(), () -> call(proxy, method, route, arguments));
		}
		finally {
			// Keeps the object from being released while the call is under way.
			Reference.reachabilityFence(proxy);
			Reference.reachabilityFence(arguments);
		}
	}

	private @Nullable Object call(Object proxy, Method method, Route route, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (route.method().closes()) {
			this.target.connection.caller.close(this.target, route);
			return null;
		}
		Object result = this.target.connection.caller.call(this.target, route,
				(arguments != null) ? arguments : NO_ARGUMENTS);
		return (result != Caller.LOCAL) ? result : InvocationHandler.invokeDefault(proxy, method, arguments);
	}

	private @Nullable Object invokeLocally(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (InterfaceModel.isObjectMethod(method)) {
			return switch (method.getName()) {
				case "equals" -> arguments != null && proxy == arguments[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> this.target.toString();
			};
		}
		if (this.target.root && method.getName().equals("close")) {
			this.target.connection.listener().closeRequested();
			return null;
		}
		return InvocationHandler.invokeDefault(proxy, method, arguments);
	}

}
