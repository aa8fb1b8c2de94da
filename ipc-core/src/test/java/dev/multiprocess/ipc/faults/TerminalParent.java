package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;

/**
 * A program that a user runs in a terminal and ends there: closes its {@link Ipc} in a
 * shutdown hook, while a call is under way. Its argument is a folder for marks.
 */
public final class TerminalParent {

	private TerminalParent() {
	}

	public static void main(String[] args) throws Exception {
		Path marks = Path.of(args[0]);
		Ipc ipc = Ipc.builder().build();
		FaultsInit init = ipc.spawnProcess(ProcessSpec.java(FaultsWorker.class)
			.name("faults")
			.jvmArguments("-XX:TieredStopAtLevel=1")
			.arguments(marks.toString())
			.build(), FaultsInit.class);
		IpcProcess process = ipc.process(init);
		Faults faults = init.makeFaults();
		Callback held = (text) -> text;
		faults.markEnd(held);
		ipc.addCleanup(init, () -> mark(marks, "parent-cleanup", process.state().toString()));
		CountDownLatch ending = new CountDownLatch(1);
		CountDownLatch under = new CountDownLatch(1);
		Thread caller = new Thread(() -> mark(marks, "call", faults.callBack((text) -> {
			under.countDown();
			await(ending);
			return text;
		}, "answer")));
		caller.setDaemon(true);
		caller.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			ending.countDown();
			ipc.close();
			ProcessExit exit = process.exit().join();
			mark(marks, "exit", exit.cause() + " " + exit.code());
			mark(marks, "held", String.valueOf(held != null));
		}));
		under.await();
		mark(marks, "worker", String.valueOf(process.pid()));
		mark(marks, "ready", String.valueOf(ProcessHandle.current().pid()));
		new CountDownLatch(1).await();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** At once, so that who waits for the file finds all of it. */
	private static void mark(Path marks, String name, String text) {
		try {
			Path made = Files.writeString(marks.resolve("." + name), text);
			Files.move(made, marks.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the command that runs it. */
	static List<String> command(Path marks, Path temporary) {
		return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + temporary, "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), TerminalParent.class.getName(), marks.toString()));
	}

}
