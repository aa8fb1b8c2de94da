package dev.multiprocess.ipc.benchmarks.grpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.MethodDescriptor.Marshaller;

/**
 * Writes messages field by field, without tags and without a look at a schema: that does
 * less work than Protobuf, so it flatters gRPC if anything.
 *
 * @param <T> the message
 * @param writer writes its fields
 * @param reader reads them in the same order
 */
record Bytes<T>(Writer<T> writer, Reader<T> reader) implements Marshaller<T> {

	@Override
	public InputStream stream(T value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
		try {
			this.writer.write(value, new DataOutputStream(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new ByteArrayInputStream(bytes.toByteArray());
	}

	@Override
	public T parse(InputStream stream) {
		try {
			return this.reader.read(new DataInputStream(stream));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Writes fields.
	 *
	 * @param <T> the message
	 */
	@FunctionalInterface
	interface Writer<T> {

		void write(T value, DataOutputStream target) throws IOException;

	}

	/**
	 * Reads fields.
	 *
	 * @param <T> the message
	 */
	@FunctionalInterface
	interface Reader<T> {

		T read(DataInputStream source) throws IOException;

	}

}
