package dev.multiprocess.ipc.benchmarks.contender;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;

import dev.multiprocess.ipc.benchmarks.served.Heap;
import dev.multiprocess.ipc.benchmarks.served.Order;

/**
 * Java RMI over TCP on the loopback interface, the only transport it brings along.
 */
public final class RmiContender implements Contender {

	/** What it is called in a table. */
	public static final String NAME = "Java RMI";

	private final ChildJvm worker;

	private final Calls own = new Calls();

	private final RmiCalls remote;

	private final Map<Operation, Action> actions;

	/**
	 * Starts a worker and takes the reference of its object from what it prints.
	 * @throws IOException if that failed
	 * @throws ClassNotFoundException never, as the class path is the same
	 */
	public RmiContender() throws IOException, ClassNotFoundException {
		this.worker = new ChildJvm(Worker.class);
		byte[] reference = Base64.getDecoder().decode(this.worker.readLine());
		try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(reference))) {
			this.remote = (RmiCalls) input.readObject();
		}
		RmiCalls callback = (RmiCalls) export(this.own);
		byte[] content = new byte[MEBIBYTE];
		this.actions = Map.of(Operation.ADD, () -> Action.expectThree(this.remote.add(1, 2)), Operation.ECHO_RECORD,
				() -> Action.expectSize(Order.SAMPLE.lines().size(), this.remote.echo(Order.SAMPLE).lines().size()),
				Operation.CALLBACK, () -> Action.expectThree(this.remote.addThrough(callback, 1, 2)),
				Operation.ECHO_MEBIBYTE, () -> Action.expectSize(content.length, this.remote.echo(content).length));
	}

	private static Remote export(RmiCalls calls) throws RemoteException {
		System.setProperty("java.rmi.server.hostname", "127.0.0.1");
		return UnicastRemoteObject.exportObject(calls, 0);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Map<Operation, Action> actions() {
		return this.actions;
	}

	@Override
	public OptionalLong allocatedByWorker() throws RemoteException {
		return OptionalLong.of(this.remote.allocatedBytes());
	}

	@Override
	public void close() throws NoSuchObjectException {
		UnicastRemoteObject.unexportObject(this.own, true);
		this.worker.close();
	}

	/**
	 * The object of both ends.
	 */
	private static final class Calls implements RmiCalls {

		private final Heap heap = new Heap();

		@Override
		public int add(int a, int b) {
			return a + b;
		}

		@Override
		public Order echo(Order order) {
			return order;
		}

		@Override
		public int addThrough(RmiCalls caller, int a, int b) throws RemoteException {
			return caller.add(a, b);
		}

		@Override
		public byte[] echo(byte[] content) {
			return content;
		}

		@Override
		public long allocatedBytes() {
			return this.heap.allocatedBytes();
		}

	}

	/**
	 * The other end.
	 */
	static final class Worker {

		/** Objects that nobody refers to are collected although exported. */
		private static final Calls CALLS = new Calls();

		private Worker() {
		}

		public static void main(String[] args) throws IOException {
			ChildJvm.endWithParent();
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
				output.writeObject(export(CALLS));
			}
			System.out.println(Base64.getEncoder().encodeToString(bytes.toByteArray()));
		}

	}

}
