package dev.multiprocess.ipc.benchmarks.grpc;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.benchmarks.served.Order;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;

/**
 * The same calls in the terms of gRPC.
 */
final class GrpcMethods {

	static final String SERVICE = "benchmarks.Calls";

	static final MethodDescriptor<Addends, Integer> ADD = method("Add", new Bytes<>(Addends::write, Addends::read),
			new Bytes<>((sum, target) -> target.writeInt(sum), DataInputStream::readInt));

	static final MethodDescriptor<Order, Order> ECHO = method("Echo",
			new Bytes<>(GrpcMethods::write, GrpcMethods::read), new Bytes<>(GrpcMethods::write, GrpcMethods::read));

	static final MethodDescriptor<byte[], byte[]> ECHO_BYTES = method("EchoBytes", new Plain(), new Plain());

	static final MethodDescriptor<Integer, Long> ALLOCATED = method("Allocated",
			new Bytes<>((nothing, target) -> target.writeInt(nothing), DataInputStream::readInt),
			new Bytes<>((bytes, target) -> target.writeLong(bytes), DataInputStream::readLong));

	private GrpcMethods() {
	}

	private static <Q, A> MethodDescriptor<Q, A> method(String name, Marshaller<Q> request, Marshaller<A> reply) {
		return MethodDescriptor.newBuilder(request, reply)
			.setType(MethodType.UNARY)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.build();
	}

	private static void write(Order order, DataOutputStream target) throws IOException {
		target.writeLong(order.id());
		target.writeUTF(order.customer());
		target.writeInt(order.quantity());
		target.writeDouble(order.price());
		target.writeInt(order.lines().size());
		for (String line : order.lines()) {
			target.writeUTF(line);
		}
	}

	private static Order read(DataInputStream source) throws IOException {
		long id = source.readLong();
		String customer = source.readUTF();
		int quantity = source.readInt();
		double price = source.readDouble();
		int size = source.readInt();
		List<String> lines = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			lines.add(source.readUTF());
		}
		return new Order(id, customer, quantity, price, lines);
	}

	/**
	 * What is added.
	 *
	 * @param a a number
	 * @param b a number
	 */
	record Addends(int a, int b) {

		private static void write(Addends addends, DataOutputStream target) throws IOException {
			target.writeInt(addends.a);
			target.writeInt(addends.b);
		}

		private static Addends read(DataInputStream source) throws IOException {
			return new Addends(source.readInt(), source.readInt());
		}

	}

	/**
	 * Passes bytes on as they are.
	 */
	private static final class Plain implements Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
