package dev.multiprocess.ipc.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.benchmarks.contender.Action;
import dev.multiprocess.ipc.benchmarks.contender.IpcContender;
import dev.multiprocess.ipc.benchmarks.contender.Operation;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;
import dev.multiprocess.ipc.benchmarks.served.Calculator;
import dev.multiprocess.ipc.benchmarks.served.CalculatorSource;
import dev.multiprocess.ipc.benchmarks.served.Heap;
import dev.multiprocess.ipc.benchmarks.served.WorkerProbe;

/**
 * What objects cost that the other process holds, and whether many of them make calls
 * slower. The calls take turns with those on a second worker, which exports few.
 */
public final class ExportedObjects implements Measurement {

	/** The largest number of objects. */
	public static final int MOST = 1_000_000;

	/** The name of what one of {@link #MOST} costs its exporter, in bytes. */
	public static final String BYTES = "bytes an export";

	/** The name of how much longer a call takes with {@link #MOST}, a ratio. */
	public static final String SLOWER = "call with many exports";

	private static final int LEAST = 10;

	private static final int BATCH = 10_000;

	private static final int CALLED = 64;

	private static final int ROUNDS = 14;

	private static final int MILLIS = 50;

	private final Pace pace;

	private final Heap heap = new Heap();

	/**
	 * Remembers how long to measure.
	 * @param pace how long
	 */
	public ExportedObjects(Pace pace) {
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		List<TransportType> transports = IpcContender.transports();
		TransportType fastest = transports.stream()
			.filter((type) -> type != TransportType.SOCKET)
			.findFirst()
			.orElse(TransportType.SOCKET);
		try (IpcContender few = IpcContender.over(fastest); IpcContender many = IpcContender.over(fastest)) {
			measure(report, few, many);
		}
	}

	private void measure(Report report, IpcContender few, IpcContender many) throws Exception {
		WorkerProbe probe = many.init().makeProbe();
		CalculatorSource source = many.init().makeSource();
		List<Calculator> objects = new ArrayList<>(MOST);
		long workerBefore = probe.usedHeap();
		long ownBefore = this.heap.usedHeap();
		MarkdownTable table = new MarkdownTable("objects", "exporter, bytes each", "holder, bytes each",
				"`add` on one of them, p50 µs", "to a worker that exports few");
		for (int count = LEAST; count <= MOST; count *= 10) {
			report.progress(count + " exported objects");
			while (objects.size() < count) {
				objects.addAll(source.make(Math.min(BATCH, count - objects.size())));
			}
			double exporter = (probe.usedHeap() - workerBefore) / (double) count;
			double holder = (this.heap.usedHeap() - ownBefore) / (double) count;
			if (count == LEAST) {
				// Warms up.
				callTimes(few, objects);
			}
			double[] times = callTimes(few, objects);
			report.figures().put(BYTES, Integer.toString(count), exporter);
			report.figures().put(SLOWER, Integer.toString(count), times[0] / times[1]);
			table.row(count, meaningful(count, exporter), meaningful(count, holder), times[0], times[0] / times[1]);
		}
		report.print("Exported objects, " + many.name().replace("ours, ", "over "), table);
	}

	/** Of few objects the heap says nothing. */
	private static OptionalDouble meaningful(int count, double bytes) {
		return (count >= BATCH) ? OptionalDouble.of(bytes) : OptionalDouble.empty();
	}

	/**
	 * Returns the medians in microseconds: of calls on objects spread over all, and of
	 * those on the other worker.
	 */
	private double[] callTimes(IpcContender few, List<Calculator> objects) throws Exception {
		List<Calculator> called = new ArrayList<>();
		for (int i = 0; i < CALLED; i++) {
			called.add(objects.get((int) ((long) i * objects.size() / CALLED)));
		}
		int[] next = new int[1];
		Action spread = () -> Action.expectThree(called.get(next[0]++ % CALLED).add(1, 2));
		Histogram ofMany = new Histogram();
		Histogram ofFew = new Histogram();
		for (int round = 0; round < ROUNDS; round++) {
			ofMany.add(Slices.busy(spread, this.pace.nanos(MILLIS)));
			ofFew.add(Slices.busy(few.actions().get(Operation.ADD), this.pace.nanos(MILLIS)));
		}
		return new double[] { Slices.micros(ofMany, 50), Slices.micros(ofFew, 50) };
	}

}
