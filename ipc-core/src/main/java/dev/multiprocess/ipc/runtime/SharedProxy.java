package dev.multiprocess.ipc.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import dev.multiprocess.ipc.protocol.Redirection;
import org.jspecify.annotations.Nullable;

/**
 * The handler of an object that many share: what is common to all objects is answered
 * here, and nobody can close it for the others.
 */
abstract class SharedProxy implements Redirection {

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		switch (method.getName()) {
			case "equals" -> {
				if (arguments != null && arguments.length == 1 && method.getParameterTypes()[0] == Object.class) {
					return proxy == arguments[0];
				}
			}
			case "hashCode" -> {
				if (arguments == null) {
					return System.identityHashCode(proxy);
				}
			}
			case "toString" -> {
				if (arguments == null) {
					return toString();
				}
			}
			case "close" -> {
				// Others share the object; its connection ends with the Ipc.
				if (arguments == null && proxy instanceof AutoCloseable) {
					return null;
				}
			}
			default -> {
				// A call of the object.
			}
		}
		return call(method, arguments);
	}

	/** Calls the object that the proxy stands for now. */
	abstract @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;

	static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
