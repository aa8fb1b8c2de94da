package dev.multiprocess.ipc.benchmarks.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.contender.IpcContender;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * What two connected JVMs cost when nobody calls, from a second after the last call on.
 */
public final class Idle implements Measurement {

	/** The name of the larger one of the two shares, a figure in percent of a core. */
	public static final String PERCENT = "idle percent";

	/** The name of the larger one of the two rates, a figure per second. */
	public static final String WAKE_UPS = "idle wake-ups";

	private static final String PLAIN = "a JVM that does nothing";

	private static final int REST_MILLIS = 1_000;

	private static final int WATCH_MILLIS = 6_000;

	private final Pace pace;

	/**
	 * Remembers how long to watch.
	 * @param pace how long
	 */
	public Idle(Pace pace) {
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("idle processes");
		if (!ProcessUse.isKnown()) {
			report.print("What idle processes cost is not known on this system.");
			return;
		}
		List<ChildJvm> parents = new ArrayList<>();
		try {
			Map<String, Long> pids = new LinkedHashMap<>();
			ChildJvm plain = new ChildJvm(IdleParent.class);
			parents.add(plain);
			pids.put(PLAIN, Long.valueOf(plain.readLine()));
			for (TransportType transport : IpcContender.transports()) {
				ChildJvm parent = new ChildJvm(IdleParent.class, transport.name());
				parents.add(parent);
				long worker = Long.parseLong(parent.readLine());
				pids.put(IpcContender.name(transport) + ", parent", parent.pid());
				pids.put(IpcContender.name(transport) + ", worker", worker);
			}
			watch(report, pids);
		}
		finally {
			parents.forEach(ChildJvm::close);
		}
	}

	private void watch(Report report, Map<String, Long> pids) throws IOException, InterruptedException {
		Thread.sleep(REST_MILLIS);
		Map<String, ProcessUse> before = use(pids);
		long start = System.nanoTime();
		Thread.sleep(this.pace.nanos(WATCH_MILLIS) / 1_000_000);
		Map<String, ProcessUse> after = use(pids);
		double nanos = System.nanoTime() - start;
		MarkdownTable table = new MarkdownTable("", "percent of a core", "wake-ups/s of the busiest thread of ours");
		after.forEach((name, use) -> {
			double percent = use.nanosSince(before.get(name)) * 100 / nanos;
			double wakeUps = use.wakeUpsSince(before.get(name)) * 1e9 / nanos;
			table.row(name, percent, wakeUps);
			String whose = name.replaceAll(", (parent|worker)$", "");
			keepLarger(report, PERCENT, whose, percent);
			keepLarger(report, WAKE_UPS, whose, wakeUps);
		});
		report.print("Idle, from a second after the last call", table);
	}

	private static void keepLarger(Report report, String what, String whose, double value) {
		report.figures().put(what, whose, Math.max(value, report.figures().get(what, whose).orElse(0)));
	}

	private static Map<String, ProcessUse> use(Map<String, Long> pids) throws IOException {
		Map<String, ProcessUse> uses = new LinkedHashMap<>();
		for (Map.Entry<String, Long> pid : pids.entrySet()) {
			uses.put(pid.getKey(), ProcessUse.of(pid.getValue()));
		}
		return uses;
	}

}
