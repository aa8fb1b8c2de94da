package dev.multiprocess.ipc.protocol;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * The handler of a proxy that stands for different objects over time.
 */
public interface Redirection extends InvocationHandler {

	/**
	 * Returns what the proxy stands for now.
	 * @return an object of this program or a proxy
	 */
	Object currentTarget();

	/**
	 * Creates such a proxy. What its interface says is checked now rather than at the
	 * first call, except for the types of values, about which the connection decides.
	 * @param <T> its type
	 * @param type an interface
	 * @param redirection its handler
	 * @return the proxy
	 * @throws IllegalArgumentException if it can be no remote interface
	 */
	static <T> T newProxy(Class<T> type, Redirection redirection) {
		InterfaceModel.checkShape(type);
		MethodContract.checkAll(type);
		ClassLoader loader = type.getClassLoader();
		return type.cast(Proxy.newProxyInstance((loader != null) ? loader : Redirection.class.getClassLoader(),
				new Class<?>[] { type }, redirection));
	}

	/**
	 * Returns the handler of such a proxy.
	 * @param object any object
	 * @return its handler, or null if it is no such proxy
	 */
	static @Nullable Redirection of(Object object) {
		return (Proxy.isProxyClass(object.getClass())
				&& Proxy.getInvocationHandler(object) instanceof Redirection redirection) ? redirection : null;
	}

}
