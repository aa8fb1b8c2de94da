package dev.multiprocess.ipc.protocol;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.adapter.Adapter;
import dev.multiprocess.ipc.protocol.Codec.DeclaredValue;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it crosses: names and texts, never a serialized {@link Throwable}.
 *
 * <pre>
 * text class | text? message | text stack trace as text (outermost only, else empty)
 * u32 n | n × (text class | text method | text? file | u32 line)
 * u8 has fields | (text description | u32 length | values)
 * u8 has cause | exception
 * u32 n | n × suppressed exception
 * </pre>
 */
final class ExceptionData {

	private static final int MOST_FRAMES = 256;

	private static final int MOST_SUPPRESSED = 16;

	static final int MOST_CAUSES = 16;

	private static final int MOST_CHARACTERS = 8 * 1024;

	private final Codec codec;

	ExceptionData(Codec codec) {
		this.codec = codec;
	}

	/** Appends an exception; with its fields unless the type is refused there too. */
	void write(Throwable exception, boolean withFields, FrameBuffer target, ValueContext context) {
		write(exception, new Options(withFields, 0), target, context);
	}

	/**
	 * What is written of an exception, and how deep below the outermost one it stands.
	 */
	private record Options(boolean withFields, int depth) {

		private Options deeper() {
			return new Options(this.withFields, this.depth + 1);
		}

	}

	private void write(Throwable exception, Options options, FrameBuffer target, ValueContext context) {
		target.putString(exception.getClass().getName());
		target.putNullableString(shortened(message(exception)));
		target.putString((options.depth() == 0) ? shortened(print(exception)) : "");
		StackTraceElement[] frames = exception.getStackTrace();
		int count = Math.min(frames.length, MOST_FRAMES);
		target.putInt(count);
		for (int i = 0; i < count; i++) {
			target.putString(frames[i].getClassName());
			target.putString(frames[i].getMethodName());
			target.putNullableString(frames[i].getFileName());
			target.putInt(frames[i].getLineNumber());
		}
		writeFields(exception, options, target, context);
		Throwable cause = exception.getCause();
		boolean withCause = cause != null && options.depth() < MOST_CAUSES;
		target.putByte(withCause ? 1 : 0);
		if (withCause) {
			write(cause, options.deeper(), target, context);
		}
		Throwable[] suppressed = (options.depth() < MOST_CAUSES) ? exception.getSuppressed() : new Throwable[0];
		target.putInt(Math.min(suppressed.length, MOST_SUPPRESSED));
		for (int i = 0; i < Math.min(suppressed.length, MOST_SUPPRESSED); i++) {
			write(suppressed[i], new Options(options.withFields(), MOST_CAUSES), target, context);
		}
	}

	private void writeFields(Throwable exception, Options options, FrameBuffer target, ValueContext context) {
		List<Field> fields = options.withFields() ? fields(exception.getClass()) : List.of();
		target.putByte(fields.isEmpty() ? 0 : 1);
		if (!fields.isEmpty()) {
			target.putString(describe(fields, this.codec));
			int start = target.position();
			target.putInt(0);
			this.codec.layout(declared(fields)).encode(values(fields, exception), target, context);
			target.setInt(start, target.position() - start - 4);
		}
	}

	private static @Nullable Object[] values(List<Field> fields, Throwable exception) {
		@Nullable Object[] values = new Object[fields.size()];
		for (int i = 0; i < values.length; i++) {
			try {
				values[i] = fields.get(i).get(exception);
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return values;
	}

	/**
	 * Describes fields such that values cross only if they mean the same on both sides:
	 * with the shapes of all classes they need, as exceptions are bound by nobody.
	 */
	static String describe(List<Field> fields, Codec codec) {
		return Stream
			.concat(fields.stream().map((field) -> TypeNames.of(field.getGenericType()) + " " + field.getName()),
					codec.layout(declared(fields))
						.types()
						.stream()
						.map((type) -> codec.shape(type) + PeerConstants.names(type))
						.sorted())
			.collect(Collectors.joining(", "));
	}

	static List<DeclaredValue> declared(List<Field> fields) {
		return fields.stream()
			.map((field) -> new DeclaredValue(GenericTypes.resolve(field.getGenericType(), field.getDeclaringClass()),
					field.getDeclaringClass().getSimpleName() + "." + field.getName()))
			.toList();
	}

	/**
	 * Refuses an exception that holds a future or a stream: it may be thrown, logged and
	 * kept by anybody, so nobody would close them. What else cannot cross does not
	 * matter, such an exception crosses as its text.
	 */
	static void check(Class<?> type, Codec codec) {
		for (DeclaredValue field : declared(fields(type))) {
			if (holdsAdapted(field, codec)) {
				throw new TypeNotAllowedException(GenericTypes.erase(field.type()).getTypeName(), field.path(),
						"exceptions cannot hold futures and streams; hold what was read of it, or make the field transient");
			}
		}
	}

	private static boolean holdsAdapted(DeclaredValue field, Codec codec) {
		try {
			return codec.layout(List.of(field))
				.functionalTypes()
				.stream()
				.anyMatch((type) -> GenericTypes.erase(type).isAnnotationPresent(Adapter.class));
		}
		catch (TypeNotAllowedException ex) {
			return false;
		}
	}

	/**
	 * Returns the fields of an exception that application classes declare, super-classes
	 * first.
	 */
	static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		if (type.getClassLoader() == null || type == Throwable.class) {
			return fields;
		}
		fields.addAll(fields(type.getSuperclass()));
		Arrays.stream(type.getDeclaredFields())
			.filter((field) -> !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())
					&& !field.isSynthetic() && field.trySetAccessible())
			.forEach(fields::add);
		return fields;
	}

	private static @Nullable String message(Throwable exception) {
		try {
			return exception.getMessage();
		}
		catch (RuntimeException ex) {
			return "(its message cannot be had: " + ex + ")";
		}
	}

	private static String print(Throwable exception) {
		StringWriter text = new StringWriter();
		exception.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	private static @Nullable String shortened(@Nullable String text) {
		return (text == null || text.length() <= MOST_CHARACTERS) ? text : text.substring(0, MOST_CHARACTERS) + " …";
	}

}
