package dev.multiprocess.ipc.runtime;

import java.lang.reflect.Method;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Idempotent;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.CallTimeouts;
import dev.multiprocess.ipc.runtime.ManagedProcess.Patience;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an object of a process whichever incarnation of it serves. Safe for use by
 * any number of threads.
 */
final class RootProxy extends SharedProxy {

	private final ManagedProcess process;

	private final Class<?> type;

	/** How long calls may take. */
	private final CallTimeouts timeouts;

	RootProxy(ManagedProcess process, Class<?> type, IpcSettings settings) {
		this.process = process;
		this.type = type;
		process.expect(type);
		this.timeouts = settings.callTimeouts(process.spec());
	}

	@Override
	public Object currentTarget() {
		return this.process.incarnation(new Patience(toString(), this.timeouts.general())).object(this.type);
	}

	@Override
	@Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		Incarnation incarnation = incarnation(method);
		try {
			return call(incarnation, method, arguments);
		}
		catch (ConnectionClosedException ex) {
			if (incarnation.isServing() || mayRunHere(method)) {
				throw ex;
			}
			if (!ex.mayHaveExecuted()) {
				// The process had ended, or said goodbye, and nobody knew; the call has
				// gone nowhere.
				return call(incarnation(method), method, arguments);
			}
			if (method.isAnnotationPresent(Idempotent.class)) {
				return repeat(method, arguments, ex);
			}
			throw ex;
		}
	}

	/**
	 * Returns whether the method may have a body that ran on this side, of whose calls
	 * some may have been executed although the last one was not.
	 */
	private static boolean mayRunHere(Method method) {
		return method.isDefault() && method.getDeclaringClass() != Init.class;
	}

	/** Tries once more; whatever comes of it, the first call may have been executed. */
	private @Nullable Object repeat(Method method, @Nullable Object @Nullable [] arguments,
			ConnectionClosedException first) throws Throwable {
		Incarnation next;
		try {
			next = incarnation(method);
		}
		catch (CallTimeoutException ex) {
			throw suppress(first, new CallTimeoutException(ex.method(), ex.timeout(), true));
		}
		catch (CallCancelledException ex) {
			throw suppress(first, new CallCancelledException(name(method), true));
		}
		catch (RuntimeException ex) {
			throw suppress(ex, first);
		}
		try {
			return call(next, method, arguments);
		}
		catch (ConnectionClosedException ex) {
			throw ex.mayHaveExecuted() ? suppress(first, ex) : suppress(ex, first);
		}
	}

	private static <E extends Throwable> E suppress(Throwable suppressed, E thrown) {
		thrown.addSuppressed(suppressed);
		return thrown;
	}

	private Incarnation incarnation(Method method) {
		Incarnation serving = this.process.serving();
		return (serving != null) ? serving
				: this.process.incarnation(new Patience(name(method), this.timeouts.of(this.type, method)));
	}

	private String name(Method method) {
		return this.type.getSimpleName() + "." + method.getName();
	}

	private @Nullable Object call(Incarnation incarnation, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		return call(incarnation.object(this.type), method, arguments);
	}

	@Override
	public String toString() {
		return this.type.getSimpleName() + "@" + this.process.spec().name();
	}

}
