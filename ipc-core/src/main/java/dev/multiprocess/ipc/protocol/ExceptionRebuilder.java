package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an exception of {@link ExceptionData} that crossed.
 *
 * <p>
 * An allowed class is instantiated without its own constructors, which may want anything,
 * through that of {@link Throwable} and then its fields; everything else becomes a
 * {@link RemoteCallException}.
 */
final class ExceptionRebuilder {

	/**
	 * {@code sun.reflect.ReflectionFactory} is for exactly this, but javac warns of its
	 * name whatever one does.
	 */
	private static final MethodHandle CONSTRUCTOR_FOR = constructorFor();

	private final Codec codec;

	private final ExceptionTypes types;

	private final List<Class<?>> declared;

	ExceptionRebuilder(Codec codec, ExceptionTypes types, List<Class<?>> declared) {
		this.codec = codec;
		this.types = types;
		this.declared = declared;
	}

	private static MethodHandle constructorFor() {
		try {
			Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
			Object instance = factory.getMethod("getReflectionFactory").invoke(null);
			return MethodHandles.publicLookup()
				.findVirtual(factory, "newConstructorForSerialization",
						MethodType.methodType(Constructor.class, Class.class, Constructor.class))
				.bindTo(instance);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This Java lacks the module jdk.unsupported; add it", ex);
		}
	}

	/** What was read of one exception, before it is made. */
	private record Parts(String type, @Nullable String message, String text, StackTraceElement[] stack,
			@Nullable Object[] values) {
	}

	/**
	 * Reads the exception that a call ended with.
	 * @param source holds it
	 * @param bytes the frame
	 * @param context knows its references
	 * @return what to throw
	 */
	Throwable read(Cursor source, byte[] bytes, ValueContext context) {
		Throwable exception = read(source, bytes, context, 0);
		if (exception instanceof RemoteCallException || this.types.mayThrow(exception.getClass(), this.declared)) {
			return exception;
		}
		RemoteCallException wrapper = new RemoteCallException(exception.getClass().getName(),
				String.valueOf(exception.getMessage()), this.outermostText);
		wrapper.setStackTrace(exception.getStackTrace());
		return wrapper;
	}

	private String outermostText = "";

	private Throwable read(Cursor source, byte[] bytes, ValueContext context, int depth) {
		if (depth > ExceptionData.MOST_CAUSES + 1) {
			throw new ProtocolException("The peer sent an exception with too many causes");
		}
		Parts parts = readParts(source, bytes, context);
		if (depth == 0) {
			this.outermostText = parts.text();
		}
		Throwable cause = (source.getByte() != 0) ? read(source, bytes, context, depth + 1) : null;
		List<Throwable> suppressed = new ArrayList<>();
		for (int i = source.getCount(8); i > 0; i--) {
			suppressed.add(read(source, bytes, context, depth + 1));
		}
		Throwable exception = rebuild(parts, cause);
		exception.setStackTrace(parts.stack());
		suppressed.forEach(exception::addSuppressed);
		return exception;
	}

	private Parts readParts(Cursor source, byte[] bytes, ValueContext context) {
		String type = source.getString();
		String message = source.getNullableString();
		String text = source.getString();
		StackTraceElement[] stack = new StackTraceElement[source.getCount(13)];
		for (int i = 0; i < stack.length; i++) {
			stack[i] = new StackTraceElement(source.getString(), source.getString(), source.getNullableString(),
					source.getInt());
		}
		@Nullable Object[] values = {};
		if (source.getByte() != 0) {
			String fields = source.getString();
			int length = source.getInt();
			int start = source.take(length);
			Class<?> known = this.types.find(type, this.declared);
			if (known != null && fields.equals(ExceptionData.describe(ExceptionData.fields(known), this.codec))) {
				values = this.codec.layout(ExceptionData.declared(ExceptionData.fields(known)))
					.decode(bytes, start, start + length, context);
			}
		}
		return new Parts(type, message, text, stack, values);
	}

	private Throwable rebuild(Parts parts, @Nullable Throwable cause) {
		Class<?> type = this.types.find(parts.type(), this.declared);
		List<Field> fields = (type != null) ? ExceptionData.fields(type) : List.of();
		if (type == null || fields.size() != parts.values().length) {
			RemoteCallException exception = new RemoteCallException(parts.type(),
					(parts.message() != null) ? parts.message() : "", parts.text());
			if (cause != null) {
				exception.initCause(cause);
			}
			return exception;
		}
		try {
			Constructor<?> constructor = (Constructor<?>) CONSTRUCTOR_FOR.invoke(type,
					Throwable.class.getConstructor(String.class, Throwable.class));
			Throwable exception = (Throwable) constructor.newInstance(parts.message(), fitting(type, cause));
			for (int i = 0; i < fields.size(); i++) {
				fields.get(i).set(exception, asSeenFromHere(fields.get(i), parts.values()[i]));
			}
			return exception;
		}
		catch (Throwable ex) {
			throw new IpcException("Exception " + parts.type() + " cannot be rebuilt here", ex);
		}
	}

	/** Other causes would make its every use fail, even printing it. */
	private static @Nullable Throwable fitting(Class<?> type, @Nullable Throwable cause) {
		return (cause == null || cause instanceof IOException || !UncheckedIOException.class.isAssignableFrom(type))
				? cause : new IOException(cause.toString(), cause);
	}

	/**
	 * What the peer says of a call it made in turn is no reason to repeat the one that it
	 * has executed.
	 */
	private static @Nullable Object asSeenFromHere(Field field, @Nullable Object value) {
		return (IpcException.class.isAssignableFrom(field.getDeclaringClass())
				&& field.getName().equals("mayHaveExecuted")) ? Boolean.TRUE : value;
	}

	/**
	 * Appends the local frames, behind a line that names the process the remote ones are
	 * from.
	 */
	static void join(Throwable exception, String peer) {
		List<StackTraceElement> frames = new ArrayList<>(List.of(exception.getStackTrace()));
		frames.add(new StackTraceElement("-- in process " + peer + ", called from here --", "", null, -1));
		StackTraceElement[] local = new Throwable().getStackTrace();
		int from = 0;
		while (from < local.length && isInternal(local[from].getClassName())) {
			from++;
		}
		frames.addAll(List.of(local).subList(from, local.length));
		exception.setStackTrace(frames.toArray(StackTraceElement[]::new));
	}

	private static boolean isInternal(String className) {
		return className.startsWith("dev.multiprocess.ipc.protocol.") || className.startsWith("jdk.proxy")
				|| className.contains(".$Proxy");
	}

}
