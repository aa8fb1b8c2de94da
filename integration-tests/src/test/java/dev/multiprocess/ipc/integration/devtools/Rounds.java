package dev.multiprocess.ipc.integration.devtools;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the applications that followed each other had. It is kept where they all find it,
 * since each has its own classes.
 */
final class Rounds {

	private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

	private Rounds() {
	}

	private static <T> List<T> list(String name) {
		@SuppressWarnings("unchecked")
		List<T> list = (List<T>) System.getProperties().computeIfAbsent(name, (key) -> new ArrayList<>());
		return list;
	}

	/**
	 * Notes one more.
	 * @param loader loaded the application
	 * @param pid the id of its worker
	 * @return how many there were
	 */
	static int add(ClassLoader loader, long pid) {
		list("rounds.loaders").add(new WeakReference<>(loader));
		list("rounds.pids").add(pid);
		return list("rounds.pids").size();
	}

	/** Returns what is left of those before the last, once nothing is or time is up. */
	static List<String> left() {
		long start = System.nanoTime();
		List<String> left = look();
		while (!left.isEmpty() && System.nanoTime() - start < PATIENCE) {
			System.gc();
			left = look();
		}
		return left;
	}

	private static List<String> look() {
		List<String> left = new ArrayList<>();
		List<WeakReference<ClassLoader>> loaders = list("rounds.loaders");
		List<Long> pids = list("rounds.pids");
		for (int i = 0; i < pids.size() - 1; i++) {
			String pid = Long.toString(pids.get(i));
			// Something in DevTools or the JDK holds the first one, without this project
			// too.
			if (i > 0 && loaders.get(i).get() != null) {
				left.add("loader of round " + (i + 1));
			}
			if (ProcessHandle.of(pids.get(i)).isPresent()) {
				left.add("process " + pid);
			}
			Thread.getAllStackTraces()
				.keySet()
				.stream()
				.map(Thread::getName)
				.filter((name) -> name.contains(pid))
				.forEach((name) -> left.add("thread " + name));
		}
		return left;
	}

}
