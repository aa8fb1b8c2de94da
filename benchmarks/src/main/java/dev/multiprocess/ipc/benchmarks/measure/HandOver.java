package dev.multiprocess.ipc.benchmarks.measure;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkWorker;
import dev.multiprocess.ipc.benchmarks.served.Calculator;

/**
 * How long callers do without a process that was killed while another one stood by.
 */
public final class HandOver implements Measurement {

	/** The name of the median time, a figure in milliseconds. */
	public static final String FIGURE = "hand-over p50";

	private static final int ROUNDS = 9;

	private static final int CALLS = 1_000;

	private static final String NAME = "calculators";

	private final Pace pace;

	/**
	 * Remembers how often to measure.
	 * @param pace how often
	 */
	public HandOver(Pace pace) {
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("hand-over to a standby");
		double[] times = new double[this.pace.count(ROUNDS)];
		for (int i = 0; i < times.length; i++) {
			times[i] = once();
		}
		report.figures().put(FIGURE, "", Turns.median(times));
		MarkdownTable table = new MarkdownTable("", "p50 ms", "min ms", "max ms");
		table.row("from the kill to the first reply of the standby", Turns.median(times), Arrays.stream(times).min(),
				Arrays.stream(times).max());
		report.print("Hand-over to a standby", table);
	}

	private static double once() throws InterruptedException {
		CountDownLatch standby = new CountDownLatch(1);
		IpcListener listener = new IpcListener() {

			@Override
			public void standbyReady(IpcProcess process) {
				standby.countDown();
			}

		};
		ProcessSpec spec = ProcessSpec.java(BenchmarkWorker.class).name(NAME).standby(1).build();
		try (Ipc ipc = Ipc.builder().process(spec).listener(listener).build()) {
			Calculator calculator = ipc.root(NAME, Calculator.class);
			IpcProcess first = ipc.start(NAME);
			for (int i = 0; i < CALLS; i++) {
				calculator.add(1, 2);
			}
			standby.await();
			long kill = System.nanoTime();
			first.kill();
			while (!servedByAnother(ipc, calculator, first)) {
				// What was under way fails; the next call is served by the standby.
			}
			return Starts.millisSince(kill);
		}
	}

	private static boolean servedByAnother(Ipc ipc, Calculator calculator, IpcProcess first) {
		try {
			calculator.add(1, 2);
			return ipc.process(calculator) != first;
		}
		catch (ConnectionClosedException ignored) {
			// Nobody knows whether this call has been served.
			return false;
		}
	}

}
