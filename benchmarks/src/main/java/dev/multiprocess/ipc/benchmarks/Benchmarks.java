package dev.multiprocess.ipc.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import dev.multiprocess.ipc.benchmarks.contender.Contender;
import dev.multiprocess.ipc.benchmarks.contender.Contenders;
import dev.multiprocess.ipc.benchmarks.measure.Allocation;
import dev.multiprocess.ipc.benchmarks.measure.ExportedObjects;
import dev.multiprocess.ipc.benchmarks.measure.HandOver;
import dev.multiprocess.ipc.benchmarks.measure.Idle;
import dev.multiprocess.ipc.benchmarks.measure.Latency;
import dev.multiprocess.ipc.benchmarks.measure.Measurement;
import dev.multiprocess.ipc.benchmarks.measure.Observation;
import dev.multiprocess.ipc.benchmarks.measure.PacedLatency;
import dev.multiprocess.ipc.benchmarks.measure.Pace;
import dev.multiprocess.ipc.benchmarks.measure.Starts;
import dev.multiprocess.ipc.benchmarks.measure.Throughput;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;

/**
 * Measures what calls and starts cost, all in one run, and prints it as Markdown. Two
 * JVMs, as users run it.
 *
 * <p>
 * Arguments: names of measurements apart by commas, or {@code all}; then what the length
 * of each slice is multiplied with, 1 by default.
 */
public final class Benchmarks {

	/** The name under which gRPC takes part, if it does. */
	public static final String GRPC = "gRPC-java, Unix socket";

	private static final List<String> COMPARISONS = List.of("latency", "paced", "throughput", "allocation");

	private static final List<String> OTHERS = List.of("observation", "idle", "exports", "starts", "handover");

	private final Report report = new Report();

	private final boolean all;

	private final Set<String> chosen;

	private final Pace pace;

	private Benchmarks(String[] args) {
		this.chosen = Set.of(((args.length > 0) ? args[0] : "all").split(","));
		this.all = this.chosen.contains("all");
		this.pace = new Pace((args.length > 1) ? Double.parseDouble(args[1]) : 1);
		Set<String> unknown = new TreeSet<>(this.chosen);
		unknown.removeAll(COMPARISONS);
		unknown.removeAll(OTHERS);
		if (!this.all && !unknown.isEmpty()) {
			throw new IllegalArgumentException(
					"There is no measurement " + unknown + "; there are " + COMPARISONS + ", " + OTHERS + " and all");
		}
	}

	/**
	 * Runs the measurements with all contenders that need nothing but a JDK.
	 * @param args see above
	 * @throws Exception if a contender failed
	 */
	public static void main(String[] args) throws Exception {
		run(args, List.of(), List.of());
	}

	/**
	 * Runs the measurements.
	 * @param args see above
	 * @param others contenders that need more than a JDK
	 * @param observed one that does not observe calls and the same that does, or none
	 * @throws Exception if a contender failed
	 */
	public static void run(String[] args, List<Contender.Opener> others, List<Contender.Opener> observed)
			throws Exception {
		new Benchmarks(args).run(others, observed);
	}

	private void run(List<Contender.Opener> others, List<Contender.Opener> observed) throws Exception {
		this.report.print(environment());
		boolean compares = this.all || COMPARISONS.stream().anyMatch(this.chosen::contains);
		if (compares) {
			try (Contenders contenders = new Contenders(others)) {
				run("latency", new Latency(contenders, this.pace));
				run("paced", new PacedLatency(contenders, this.pace));
				run("throughput", new Throughput(contenders, this.pace));
				run("allocation", new Allocation(contenders, this.pace));
			}
		}
		if (!observed.isEmpty()) {
			run("observation", new Observation(observed, this.pace));
		}
		run("idle", new Idle(this.pace));
		run("exports", new ExportedObjects(this.pace));
		run("starts", new Starts(this.pace));
		run("handover", new HandOver(this.pace));
		Budgets.print(this.report);
		this.report.progress("done");
	}

	private void run(String name, Measurement measurement) throws Exception {
		if (this.all || this.chosen.contains(name)) {
			measurement.run(this.report);
		}
	}

	private static String environment() throws IOException {
		Runtime runtime = Runtime.getRuntime();
		return String.format(Locale.ROOT,
				"%s, %s %s; %s; %d processors, load %s when it began; reading the clock costs "
						+ "%s ns, which is left out of all times.",
				LocalDate.now(ZoneOffset.UTC), System.getProperty("java.vm.name"),
				System.getProperty("java.vm.version"), processor(), runtime.availableProcessors(), load(),
				MarkdownTable.number(Latency.clockNanos()));
	}

	private static String processor() throws IOException {
		Path description = Path.of("/proc/cpuinfo");
		String model = Files.exists(description) ? Files.readAllLines(description)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.findFirst()
			.map((line) -> line.replaceFirst(".*:\\s*", ", "))
			.orElse("") : "";
		return System.getProperty("os.name") + " " + System.getProperty("os.version") + model;
	}

	private static String load() {
		double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
		return (load >= 0) ? MarkdownTable.number(load) : "unknown";
	}

}
