package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;

/**
 * The program that is spawned by tests; arguments {@code size=<bytes>} and
 * {@code depth=<levels>} set its limits.
 */
public final class FooWorker {

	private FooWorker() {
	}

	public static void main(String[] args) {
		AtomicReference<Ipc> holder = new AtomicReference<>();
		Ipc.Builder builder = Ipc.builder()
			.init(new DefaultFooInit(holder::get))
			.allowType(AllowedException.class, Doubling.class);
		for (String argument : List.of(args)) {
			if (argument.startsWith("size=")) {
				builder.maxMessageSize(Integer.parseInt(argument.substring("size=".length())));
			}
			else if (argument.startsWith("depth=")) {
				builder.maxDepth(Integer.parseInt(argument.substring("depth=".length())));
			}
		}
		Ipc ipc = builder.build();
		holder.set(ipc);
		ipc.startSpawnedProcess(args).ifPresent(System::exit);
		System.err.println("Not started by a parent process.");
	}

}
