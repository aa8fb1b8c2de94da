package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Sandbox;

/**
 * A parent that is going to be killed. Starts a worker for each of its arguments, tells
 * their process ids, and when all of them do what they shall.
 */
public final class DoomedParent {

	private DoomedParent() {
	}

	public static void main(String[] args) throws Exception {
		Ipc ipc = Ipc.builder().build();
		Path marks = Path.of(args[0]);
		CountDownLatch busy = new CountDownLatch(args.length - 2);
		List<Object> held = new ArrayList<>();
		for (String how : List.of(args).subList(1, args.length)) {
			Path folder = Files.createDirectory(marks.resolve(how));
			FaultsInit init = ipc.spawnProcess(ProcessSpec.java(FaultsWorker.class)
				.name(how)
				.arguments(folder.toString())
				.sandbox(how.equals("sandboxed") ? Sandbox.BUBBLEWRAP : Sandbox.NONE)
				.build(), FaultsInit.class);
			System.out.println("worker " + ipc.process(init).pid());
			Faults faults = init.makeFaults();
			Callback callback = (text) -> text;
			faults.markEnd(callback);
			if (how.equals("sandboxed")) {
				faults.startChild();
			}
			held.add(init);
			held.add(callback);
			Thread thread = new Thread(() -> act(how, faults, busy));
			thread.setDaemon(true);
			thread.start();
		}
		busy.await();
		System.out.println("busy");
		new CountDownLatch(1).await();
		System.out.println(held);
	}

	private static void act(String how, Faults faults, CountDownLatch busy) {
		Callback entered = (text) -> {
			busy.countDown();
			return text;
		};
		switch (how) {
			case "idle", "sandboxed" -> {
			}
			case "hold" -> faults.hold(entered);
			case "spin" -> faults.spin(entered);
			case "callback" -> faults.waitInCallback((text) -> {
				busy.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return text;
			});
			default -> throw new IllegalArgumentException(how);
		}
	}

	/** Starts it as a process that is nobody's worker. */
	static Process start(Path marks, Path temporary, String... how) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Djava.io.tmpdir=" + temporary, "-XX:TieredStopAtLevel=1", "-cp",
						System.getProperty("java.class.path"), DoomedParent.class.getName(), marks.toString()));
		command.addAll(List.of(how));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().remove("XDG_RUNTIME_DIR");
		return builder.start();
	}

}
