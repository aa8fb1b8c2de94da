package dev.multiprocess.ipc.benchmarks.contender;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkInit;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkWorker;
import dev.multiprocess.ipc.benchmarks.served.BlobStore;
import dev.multiprocess.ipc.benchmarks.served.Calculator;
import dev.multiprocess.ipc.benchmarks.served.DefaultBenchmarkInit;
import dev.multiprocess.ipc.benchmarks.served.Order;
import dev.multiprocess.ipc.benchmarks.served.OrderDesk;
import dev.multiprocess.ipc.benchmarks.served.Relay;
import dev.multiprocess.ipc.benchmarks.served.WorkerProbe;

/**
 * This project, over one of its transports.
 */
public final class IpcContender implements Contender {

	/** The name of this project over the in-memory pair. */
	public static final String IN_MEMORY = "ours, in memory";

	private final String name;

	private final Ipc ipc = Ipc.builder().maxReferences(BenchmarkWorker.MAX_REFERENCES).build();

	private final BenchmarkInit init;

	private final WorkerProbe probe;

	private final Map<Operation, Action> actions;

	private IpcContender(String name, ProcessSpec spec) {
		this.name = name;
		this.init = this.ipc.spawnProcess(spec, BenchmarkInit.class);
		this.probe = this.init.makeProbe();
		Calculator calculator = this.init.makeCalculator();
		OrderDesk desk = this.init.makeOrderDesk();
		Relay relay = this.init.makeRelay();
		BlobStore blobs = this.init.makeBlobStore();
		Calculator own = Integer::sum;
		byte[] content = new byte[MEBIBYTE];
		this.actions = Map.of(Operation.ADD, () -> Action.expectThree(calculator.add(1, 2)), Operation.ECHO_RECORD,
				() -> Action.expectSize(Order.SAMPLE.lines().size(), desk.echo(Order.SAMPLE).lines().size()),
				Operation.CALLBACK, () -> Action.expectThree(relay.add(own, 1, 2)), Operation.ECHO_MEBIBYTE,
				() -> Action.expectSize(content.length, blobs.echo(content).length));
	}

	/**
	 * Starts a worker.
	 * @param transport how bytes travel
	 * @return the contender
	 */
	public static IpcContender over(TransportType transport) {
		return new IpcContender(name(transport), worker(transport));
	}

	/**
	 * Starts no worker: values cross the codec and stay in this JVM.
	 * @return the contender
	 */
	public static IpcContender inMemory() {
		return new IpcContender(IN_MEMORY, ProcessSpec.inProcess(DefaultBenchmarkInit::new).build());
	}

	/**
	 * Returns every transport there is to choose from.
	 * @return all that name one
	 */
	public static List<TransportType> transports() {
		return Arrays.stream(TransportType.values()).filter((type) -> type != TransportType.AUTO).toList();
	}

	/**
	 * Returns what this project over a transport is called in a table.
	 * @param transport how bytes travel
	 * @return the name
	 */
	public static String name(TransportType transport) {
		return "ours, " + transport.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	/**
	 * Describes the worker.
	 * @param transport how bytes travel
	 * @return what to spawn
	 */
	public static ProcessSpec worker(TransportType transport) {
		return ProcessSpec.java(BenchmarkWorker.class).transport(transport).build();
	}

	/** Returns the first object of the worker. */
	public BenchmarkInit init() {
		return this.init;
	}

	/** Returns the id of the worker. */
	public long pid() {
		return this.ipc.process(this.init).pid();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Map<Operation, Action> actions() {
		return this.actions;
	}

	@Override
	public OptionalLong allocatedByWorker() {
		return (pid() != ProcessHandle.current().pid()) ? OptionalLong.of(this.probe.allocatedBytes())
				: OptionalLong.empty();
	}

	@Override
	public void close() {
		this.ipc.close();
	}

}
