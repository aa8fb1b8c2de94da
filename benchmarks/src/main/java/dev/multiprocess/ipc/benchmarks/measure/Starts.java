package dev.multiprocess.ipc.benchmarks.measure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.contender.IpcContender;
import dev.multiprocess.ipc.benchmarks.report.Figures;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkInit;
import dev.multiprocess.sample.DocumentInit;

/**
 * How long a worker takes from being asked for to the first reply of one of its objects.
 */
public final class Starts implements Measurement {

	/** The name of the median time, a figure in milliseconds. */
	public static final String FIGURE = "start p50";

	/** What the shortest life of a JVM is called in a table. */
	public static final String JAVA_VERSION = "`java -version`, start to exit";

	/** What the start of a worker without Spring is called in a table. */
	public static final String PLAIN = "plain worker, to first reply";

	private static final String SPRING = "Spring worker, to first reply";

	private static final Path SPRING_JAR = Path.of("sample-worker/target/sample-worker.jar").toAbsolutePath();

	private static final int ROUNDS = 7;

	private final Pace pace;

	/**
	 * Remembers how often to start.
	 * @param pace how often
	 */
	public Starts(Pace pace) {
		this.pace = pace;
	}

	@Override
	public void run(Report report) throws Exception {
		report.progress("starts");
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(JAVA_VERSION, Starts::version);
		starts.put(PLAIN, Starts::plain);
		if (Files.exists(SPRING_JAR)) {
			starts.put(SPRING, Starts::spring);
		}
		int rounds = this.pace.count(ROUNDS);
		Map<String, double[]> times = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			for (Map.Entry<String, Start> start : starts.entrySet()) {
				double[] all = times.computeIfAbsent(start.getKey(), (key) -> new double[rounds]);
				all[round] = start.getValue().millis();
			}
		}
		report(report, times);
	}

	private static void report(Report report, Map<String, double[]> times) {
		MarkdownTable table = new MarkdownTable("", "p50 ms", "min ms", "max ms", "to `java -version`");
		times.forEach((name, all) -> report.figures().put(FIGURE, name, Turns.median(all)));
		times.forEach(
				(name, all) -> table.row(name, Turns.median(all), Arrays.stream(all).min(), Arrays.stream(all).max(),
						Figures.ratio(report.figures().get(FIGURE, name), report.figures().get(FIGURE, JAVA_VERSION))));
		report.print("Starts, by turns", table);
	}

	private static double version() throws IOException {
		long start = System.nanoTime();
		new ProcessBuilder(ChildJvm.java(), "-version").redirectErrorStream(true)
			.redirectOutput(Redirect.DISCARD)
			.start()
			.onExit()
			.join();
		return millisSince(start);
	}

	private static double plain() {
		try (Ipc ipc = Ipc.builder().build()) {
			long start = System.nanoTime();
			ipc.spawnProcess(IpcContender.worker(TransportType.AUTO), BenchmarkInit.class).makeCalculator().add(1, 2);
			return millisSince(start);
		}
	}

	private static double spring() {
		try (Ipc ipc = Ipc.builder().build()) {
			long start = System.nanoTime();
			ipc.spawnProcess(ProcessSpec.jar(SPRING_JAR).build(), DocumentInit.class).makeInspector();
			return millisSince(start);
		}
	}

	static double millisSince(long start) {
		return (System.nanoTime() - start) / 1e6;
	}

	/**
	 * Starts something, and ends it unless it does so itself.
	 */
	@FunctionalInterface
	private interface Start {

		double millis() throws IOException;

	}

}
