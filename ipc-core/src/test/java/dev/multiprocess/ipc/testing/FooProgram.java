package dev.multiprocess.ipc.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;

/**
 * A program that nobody spawned: listens, or connects and calls, until its standard input
 * ends. Says on standard output how far it is.
 */
public final class FooProgram {

	private FooProgram() {
	}

	public static void main(String[] args) throws Exception {
		AtomicReference<Ipc> self = new AtomicReference<>();
		self.set(Ipc.builder().init(new DefaultFooInit(self::get, (foo) -> {
		})).build());
		try (Ipc ipc = self.get()) {
			if (args[0].equals("listen")) {
				ipc.listen(args[1]);
			}
			else {
				call(ipc.connect(args[1], FooInit.class).orElseThrow());
			}
			System.out.println("ready");
			System.in.readAllBytes();
		}
	}

	/** Leaves a callback there that adds its process id, and a call that waits. */
	private static void call(FooInit init) {
		Foo foo = init.makeFoo();
		FooCallback callback = (arg) -> arg + 1;
		foo.saveCallback(callback);
		init.watch(callback, "program is gone");
		Thread thread = new Thread(() -> foo.pass("gate"));
		thread.setDaemon(true);
		thread.start();
		while (foo.arrived("gate") == 0) {
			Thread.onSpinWait();
		}
	}

	/** Starts it, and waits until it is ready. */
	public static Process start(String how, String address) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), FooProgram.class.getName(),
				how, address)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		for (int letter : "ready\n".getBytes()) {
			if (process.getInputStream().read() != letter) {
				process.destroyForcibly();
				throw new IOException(FooProgram.class + " did not get ready");
			}
		}
		return process;
	}

}
