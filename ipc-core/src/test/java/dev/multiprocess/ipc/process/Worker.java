package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ProcessSpec;

/**
 * The program that is spawned by the tests: behaves as its first argument says.
 */
final class Worker {

	private static final CountDownLatch NEVER = new CountDownLatch(1);

	private Worker() {
	}

	public static void main(String[] args) throws Exception {
		switch (args[0]) {
			case "exit" -> System.exit(Integer.parseInt(args[1]));
			case "wait" -> sayReadyAndWait();
			case "out-of-memory" -> fillMemory();
			case "environment" -> new TreeMap<>(System.getenv()).forEach((k, v) -> System.out.println(k + "=" + v));
			case "secret" -> System.out.println(SpawnArguments.address(args).orElseThrow()
					+ HexFormat.of().formatHex(SpawnArguments.readSecret(System.in)));
			case "text" -> System.out.println("grün €");
			case "parent-of" -> startAndWait(args[1]);
			case "stubborn" -> ignoreEverything();
			case "spin" -> spin();
			case "watched" -> watched();
			case "slow-to-end" -> slowToEnd();
			case "late" -> late();
			case "spawn-spinning" -> spawnSpinning();
			case "own-directory" -> ownDirectory(Path.of(args[1]));
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	private static void sayReadyAndWait() throws InterruptedException {
		System.out.println("ready");
		NEVER.await();
	}

	private static void fillMemory() {
		List<byte[]> all = new ArrayList<>();
		while (all.size() < Integer.MAX_VALUE) {
			all.add(new byte[1 << 20]);
		}
	}

	private static void startAndWait(String seconds) throws IOException, InterruptedException {
		Process child = new ProcessBuilder("sleep", seconds).redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
		System.out.println("child " + child.pid() + ".");
		sayReadyAndWait();
	}

	private static void ignoreEverything() throws InterruptedException {
		TermSignal.handle(() -> System.out.println("no"));
		sayReadyAndWait();
	}

	private static void spin() {
		SpawnArguments.readSecret(System.in);
		ParentWatch.start(System.in, Worker::awaitNothing);
		System.out.println("ready");
		while (NEVER.getCount() > 0) {
			Thread.onSpinWait();
		}
	}

	/** Ends with 42 when the parent is gone. */
	private static void watched() throws InterruptedException, IOException {
		SpawnArguments.readSecret(System.in);
		ParentWatch.start(System.in, () -> System.exit(42));
		System.out.println("read " + System.in.read() + " from standard input");
		sayReadyAndWait();
	}

	/** Obeys TERM, but not the end of standard input. */
	private static void slowToEnd() throws InterruptedException {
		SpawnArguments.readSecret(System.in);
		ParentWatch.start(System.in, Worker::awaitNothing).grace(Duration.ofHours(1));
		sayReadyAndWait();
	}

	/**
	 * Ends with 43, later than a process may whose parent is gone, and hears of no
	 * goodbye.
	 */
	private static void late() throws InterruptedException {
		SpawnArguments.readSecret(System.in);
		ParentWatch.start(System.in, () -> {
			awaitNothing(Duration.ofSeconds(2));
			System.exit(43);
		});
		sayReadyAndWait();
	}

	private static void spawnSpinning() throws InterruptedException {
		SpawnedProcess child = Spawner.spawn(ProcessSpec.java(Worker.class).arguments("spin").build(),
				SpawnArguments.create("unix:/nowhere/s"), Path.of("/nowhere"));
		while (!child.outputTail().contains("ready")) {
			Thread.onSpinWait();
		}
		System.out.println("child " + child.pid() + ".");
		sayReadyAndWait();
	}

	private static void ownDirectory(Path place) throws InterruptedException {
		try (PrivateDirectory directory = PrivateDirectory.create(Set.of(place))) {
			sayReadyAndWait();
		}
	}

	private static void awaitNothing() {
		awaitNothing(Duration.ofDays(1));
	}

	private static void awaitNothing(Duration time) {
		try {
			NEVER.await(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
