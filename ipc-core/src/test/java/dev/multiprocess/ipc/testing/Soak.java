package dev.multiprocess.ipc.testing;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How often tests repeat what shows only after many times. With {@code -Dsoak=1} as often
 * as promised, else a hundredth of it.
 */
public final class Soak {

	private Soak() {
	}

	/** Returns how often to do what is to be done so often in full. */
	public static int times(int full) {
		return (System.getProperty("soak") != null) ? full : full / 100;
	}

	/** Tells how long it took since a point in time of {@link System#nanoTime()}. */
	public static void tell(String what, int times, long start) {
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf(Locale.ROOT, "Soak: %,d %s in %.1f s, %.0f a second%n", times, what, seconds,
				times / seconds);
	}

	/** Notes how many threads and descriptors there are. */
	public static Baseline baseline() {
		return new Baseline(threads(), descriptors());
	}

	/**
	 * How many threads and descriptors there were.
	 *
	 * @param threads the number of threads of ours
	 * @param descriptors the number of open files and sockets, zero where that cannot be
	 * told
	 */
	public record Baseline(long threads, int descriptors) {

		/**
		 * Waits until there are no more; those of two lanes are not counted, since other
		 * ones than before may be idle now.
		 */
		public void await() {
			Eventually.until(() -> this + " before, now " + baseline(),
					() -> Soak.threads() <= this.threads + 2 && Soak.descriptors() <= this.descriptors + 8);
		}

	}

	/** Those of the pool come and go by themselves. */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("ipc-") && !name.startsWith("ipc-worker-"))
			.count();
	}

	private static int descriptors() {
		String[] open = Path.of("/proc/self/fd").toFile().list();
		return (open != null) ? open.length : 0;
	}

}
