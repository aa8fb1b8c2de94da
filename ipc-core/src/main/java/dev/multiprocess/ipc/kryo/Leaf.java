package dev.multiprocess.ipc.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * The serializer of values that hold no others, made of a way to write and one to read.
 *
 * @param <T> the type of the values
 */
final class Leaf<T> extends ValueSerializer {

	private final Writer<T> writer;

	private final Reader<T> reader;

	private Leaf(boolean acceptsNull, Writer<T> writer, Reader<T> reader) {
		super(acceptsNull, false);
		this.writer = writer;
		this.reader = reader;
	}

	/** Values that are never null. */
	static <T> Leaf<T> of(Writer<T> writer, Reader<T> reader) {
		return new Leaf<>(false, writer, reader);
	}

	/** Values whose bytes tell null themselves. */
	static <T> Leaf<T> nullable(Writer<T> writer, Reader<T> reader) {
		return new Leaf<>(true, writer, reader);
	}

	@Override
	@SuppressWarnings("unchecked")
	public void write(Kryo kryo, Output output, @Nullable Object value) {
		this.writer.write(output, (T) value);
	}

	@Override
	public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
		return this.reader.read(input);
	}

	/**
	 * Writes one value.
	 *
	 * @param <T> the type of the value
	 */
	@FunctionalInterface
	interface Writer<T> {

		void write(Output output, @Nullable T value);

	}

	/**
	 * Reads one value.
	 *
	 * @param <T> the type of the value
	 */
	@FunctionalInterface
	interface Reader<T> {

		@Nullable T read(Input input);

	}

}
