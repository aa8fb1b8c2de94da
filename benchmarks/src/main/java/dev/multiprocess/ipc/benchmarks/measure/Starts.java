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
import dev.multiprocess.ipc.StartupCache;
import dev.multiprocess.ipc.benchmarks.contender.ChildJvm;
import dev.multiprocess.ipc.benchmarks.report.Figures;
import dev.multiprocess.ipc.benchmarks.report.MarkdownTable;
import dev.multiprocess.ipc.benchmarks.report.Report;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkInit;
import dev.multiprocess.ipc.benchmarks.served.BenchmarkWorker;
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

	/** What the same is called with the start-up cache warm. */
	public static final String PLAIN_CACHED = "plain worker, cache warm, to first reply";

	/** What the start of a Spring worker, an executable jar, is called in a table. */
	public static final String SPRING = "Spring worker, to first reply";

	/** What the same is called with the start-up cache warm. */
	public static final String SPRING_CACHED = "Spring worker, cache warm, to first reply";

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
		try (StartCaches caches = new StartCaches()) {
			run(report, caches);
		}
	}

	private void run(Report report, StartCaches caches) throws Exception {
		Map<String, Start> starts = new LinkedHashMap<>();
		starts.put(JAVA_VERSION, Starts::version);
		Path[] classPath = caches.jars();
		starts.put(PLAIN, () -> plain(classPath, StartupCache.off()));
		StartupCache plain = caches.warm((ipc, cache) -> plain(ipc, classPath, cache));
		starts.put(PLAIN_CACHED, () -> plain(classPath, plain));
		if (Files.exists(SPRING_JAR)) {
			starts.put(SPRING, () -> spring(StartupCache.off()));
			StartupCache spring = caches.warm(Starts::spring);
			starts.put(SPRING_CACHED, () -> spring(spring));
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

	private static double plain(Path[] classPath, StartupCache cache) {
		try (Ipc ipc = Ipc.builder().build()) {
			long start = System.nanoTime();
			plain(ipc, classPath, cache);
			return millisSince(start);
		}
	}

	private static void plain(Ipc ipc, Path[] classPath, StartupCache cache) {
		ipc.spawnProcess(ProcessSpec.java(BenchmarkWorker.class).classPath(classPath).cache(cache).build(),
				BenchmarkInit.class)
			.makeCalculator()
			.add(1, 2);
	}

	private static double spring(StartupCache cache) {
		try (Ipc ipc = Ipc.builder().build()) {
			long start = System.nanoTime();
			spring(ipc, cache);
			return millisSince(start);
		}
	}

	private static void spring(Ipc ipc, StartupCache cache) {
		ipc.spawnProcess(ProcessSpec.jar(SPRING_JAR).cache(cache).build(), DocumentInit.class).makeInspector();
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
