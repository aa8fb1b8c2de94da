package dev.multiprocess.ipc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first object of a process; it makes all others.
 *
 * <p>
 * Applications extend it with methods that return their own remote interfaces, or ask for
 * those by type with {@link #make(Class)}. Implementations must be safe for use by
 * several threads at once, since every calling thread of the other process has a thread
 * of its own here.
 */
@RemoteInterface
public interface Init extends AutoCloseable {

	/**
	 * Makes an object of the given interface: the result of this {@code Init}'s only
	 * no-argument method that is declared to return exactly that type.
	 * @param <T> the type of the object
	 * @param type a remote interface
	 * @return the object; a proxy if this {@code Init} is one
	 * @throws UnsupportedInterfaceException if no method returns that type, or more than
	 * one does
	 */
	default <T> T make(Class<T> type) {
		Map<String, Method> makers = new LinkedHashMap<>();
		List<String> served = new ArrayList<>();
		for (Method method : getClass().getMethods()) {
			if (method.getParameterCount() == 0 && !method.isBridge()
					&& method.getReturnType().isAnnotationPresent(RemoteInterface.class)) {
				served.add(method.getReturnType().getName());
				if (method.getReturnType() == type) {
					makers.put(method.getName(), method);
				}
			}
		}
		if (makers.size() != 1) {
			throw new UnsupportedInterfaceException(type.getName(), served, List.copyOf(makers.keySet()));
		}
		Method maker = makers.values().iterator().next();
		try {
			maker.trySetAccessible();
			return type.cast(maker.invoke(this));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(maker + " cannot be called; make its class public", ex);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			if (ex.getCause() instanceof Error cause) {
				throw cause;
			}
			throw new IllegalStateException(maker + " failed", ex.getCause());
		}
	}

	/**
	 * Ends the connection, when called on a proxy, and the process if it was spawned;
	 * closing twice is harmless. It is never sent as a call. The served {@code Init}'s
	 * own {@code close()} runs once when its connection has ended.
	 */
	@Override
	default void close() {
	}

}
