package dev.multiprocess.ipc.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallDepthException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IncompatibleInterfaceException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions cross as their own type. Immutable.
 */
public final class ExceptionTypes {

	private static final Map<String, Class<?>> ALWAYS = byName(Exception.class, RuntimeException.class,
			IllegalArgumentException.class, IllegalStateException.class, NullPointerException.class,
			IndexOutOfBoundsException.class, ArrayIndexOutOfBoundsException.class,
			StringIndexOutOfBoundsException.class, ArithmeticException.class, ClassCastException.class,
			NumberFormatException.class, UnsupportedOperationException.class, NegativeArraySizeException.class,
			ArrayStoreException.class, SecurityException.class, IllegalMonitorStateException.class,
			CloneNotSupportedException.class, InterruptedException.class, ReflectiveOperationException.class,
			ClassNotFoundException.class, NoSuchMethodException.class, NoSuchFieldException.class,
			java.util.NoSuchElementException.class, java.util.InputMismatchException.class,
			java.util.ConcurrentModificationException.class, java.util.EmptyStackException.class,
			java.util.concurrent.TimeoutException.class, java.util.concurrent.ExecutionException.class,
			java.util.concurrent.CompletionException.class, java.util.concurrent.CancellationException.class,
			java.util.concurrent.RejectedExecutionException.class, java.io.IOException.class,
			java.io.FileNotFoundException.class, java.io.EOFException.class, java.io.UncheckedIOException.class,
			java.time.DateTimeException.class, java.time.format.DateTimeParseException.class, IpcException.class,
			CallCancelledException.class, CallDepthException.class, CallTimeoutException.class,
			ConnectionClosedException.class, IncompatibleInterfaceException.class, MessageTooLargeException.class,
			ProcessStartException.class, RemoteCallException.class, StaleReferenceException.class,
			TypeNotAllowedException.class, UnsupportedInterfaceException.class);

	private final Map<String, Class<?>> allowed;

	private final List<String> packages;

	private final ClassLoader loader;

	/**
	 * Creates the set.
	 * @param types classes that are allowed by hand; those that are no exceptions are
	 * passed over
	 * @param packages packages whose exceptions are allowed
	 * @param loader loads those
	 */
	public ExceptionTypes(Set<Class<?>> types, List<String> packages, ClassLoader loader) {
		this.allowed = byName(
				types.stream().filter(Exception.class::isAssignableFrom).toArray((size) -> new Class<?>[size]));
		this.packages = packages;
		this.loader = loader;
	}

	private static Map<String, Class<?>> byName(Class<?>... types) {
		Map<String, Class<?>> byName = new HashMap<>();
		for (Class<?> type : types) {
			byName.put(type.getName(), type);
		}
		return byName;
	}

	/**
	 * Finds the class of an exception by the name the peer gave.
	 * @param name its class name
	 * @param declared what the method declares
	 * @return the class, or null if it is not allowed
	 */
	@Nullable Class<?> find(String name, List<Class<?>> declared) {
		for (Class<?> type : declared) {
			if (type.getName().equals(name) && Exception.class.isAssignableFrom(type)) {
				return type;
			}
		}
		Class<?> type = ALWAYS.get(name);
		if (type == null) {
			type = this.allowed.get(name);
		}
		return (type != null) ? type : load(name);
	}

	private @Nullable Class<?> load(String name) {
		if (this.packages.stream().noneMatch((prefix) -> name.startsWith(prefix + "."))) {
			return null;
		}
		try {
			Class<?> type = Class.forName(name, false, this.loader);
			return Exception.class.isAssignableFrom(type) ? type : null;
		}
		catch (ClassNotFoundException | LinkageError ignored) {
			// The peer has a class that this program lacks; the exception crosses as
			// text.
			return null;
		}
	}

	/** Tells whether an exception may leave a method as its own type. */
	boolean mayThrow(Class<?> type, List<Class<?>> declared) {
		return RuntimeException.class.isAssignableFrom(type)
				|| declared.stream().anyMatch((exception) -> exception.isAssignableFrom(type));
	}

}
