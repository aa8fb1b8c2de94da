package dev.multiprocess.ipc.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.protocol.Redirection;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an object of a process whichever incarnation of it serves. Safe for use by
 * any number of threads.
 */
final class RootProxy implements Redirection {

	private final ManagedProcess process;

	private final Class<?> type;

	RootProxy(ManagedProcess process, Class<?> type) {
		this.process = process;
		this.type = type;
	}

	@Override
	public Object currentTarget() {
		return this.process.incarnation().object(this.type);
	}

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
					return this.type.getSimpleName() + "@" + this.process.spec().name();
				}
			}
			case "close" -> {
				// Others share the object; its process ends with the Ipc.
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

	private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		ManagedProcess.Incarnation incarnation = this.process.incarnation();
		try {
			return call(incarnation, method, arguments);
		}
		catch (ConnectionClosedException ex) {
			if (ex.mayHaveExecuted() || incarnation.process().isServing()) {
				throw ex;
			}
			// The process had ended and nobody knew; the call has gone nowhere.
			return call(this.process.incarnation(), method, arguments);
		}
	}

	private @Nullable Object call(ManagedProcess.Incarnation incarnation, Method method,
			@Nullable Object @Nullable [] arguments) throws Throwable {
		Object target = incarnation.object(this.type);
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
