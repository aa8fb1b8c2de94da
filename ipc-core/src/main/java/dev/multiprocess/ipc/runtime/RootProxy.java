package dev.multiprocess.ipc.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.protocol.Redirection;
import dev.multiprocess.ipc.runtime.ManagedProcess.Patience;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an object of a process whichever incarnation of it serves. Safe for use by
 * any number of threads.
 */
final class RootProxy implements Redirection {

	private final ManagedProcess process;

	private final Class<?> type;

	/** How long a call may take, zero for no limit. */
	private final Duration callTimeout;

	RootProxy(ManagedProcess process, Class<?> type, Duration callTimeout) {
		this.process = process;
		this.type = type;
		Duration own = process.spec().callTimeout();
		this.callTimeout = (own != null) ? own : callTimeout;
	}

	@Override
	public Object currentTarget() {
		return this.process.incarnation(new Patience(toString(), this.callTimeout)).object(this.type);
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
					return toString();
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
		Incarnation incarnation = incarnation(method);
		try {
			return call(incarnation, method, arguments);
		}
		catch (ConnectionClosedException ex) {
			if (ex.mayHaveExecuted() || incarnation.process().isServing()) {
				throw ex;
			}
			// The process had ended and nobody knew; the call has gone nowhere.
			return call(incarnation(method), method, arguments);
		}
	}

	private Incarnation incarnation(Method method) {
		Incarnation serving = this.process.serving();
		return (serving != null) ? serving : this.process
			.incarnation(new Patience(this.type.getSimpleName() + "." + method.getName(), this.callTimeout));
	}

	private @Nullable Object call(Incarnation incarnation, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object target = incarnation.object(this.type);
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	@Override
	public String toString() {
		return this.type.getSimpleName() + "@" + this.process.spec().name();
	}

}
