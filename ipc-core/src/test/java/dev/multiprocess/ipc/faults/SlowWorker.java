package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * A worker that reaches its parent long before it serves, if ever. Its first argument is
 * a folder for marks, its second one says what it does in between.
 */
public final class SlowWorker {

	private SlowWorker() {
	}

	/** What the parent serves. */
	@RemoteInterface
	public interface Home extends Init {

		/** Calls back and returns the parent's process id. */
		long pid(Runnable callback);

	}

	/** What the worker serves. */
	@RemoteInterface
	public interface SlowInit extends Init {

		/** Returns what the parent said before it was served. */
		long early();

	}

	public static void main(String[] args) throws Exception {
		Path marks = Path.of(args[0]);
		Ipc.builder().watchParent(args);
		mark(marks, "reached");
		switch (args[1]) {
			case "fail" -> {
				fail();
				System.exit(7);
			}
			case "fail-quietly" -> {
				fail();
				System.exit(0);
			}
			case "exit" -> System.exit(0);
			case "fail-and-stay" -> fail();
			case "call" -> serve(marks, args);
			case "call-and-fail" -> {
				call(marks, Ipc.builder().build());
				fail();
				System.exit(7);
			}
			default -> new CountDownLatch(1).await();
		}
		new CountDownLatch(1).await();
	}

	private static void fail() {
		Ipc.builder()
			.startFailed(new IllegalStateException("no licence", new IllegalArgumentException("key is empty")));
	}

	private static long call(Path marks, Ipc ipc) {
		return ipc.parent(Home.class).pid(() -> mark(marks, "called"));
	}

	private static void serve(Path marks, String... args) {
		AtomicLong early = new AtomicLong();
		Ipc ipc = Ipc.builder().init((SlowInit) () -> {
			// Too late, and so without effect.
			Ipc.builder().startFailed(new IllegalStateException("serves already"));
			return early.get();
		}).build();
		early.set(call(marks, ipc));
		ipc.startSpawnedProcess(args).ifPresent(System::exit);
	}

	private static void mark(Path marks, String name) {
		try {
			Files.createFile(marks.resolve(name));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
