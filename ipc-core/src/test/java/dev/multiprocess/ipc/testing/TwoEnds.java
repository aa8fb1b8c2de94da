package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Stats;

/**
 * A program and a process it started, connected. Closing it asserts that a cleanup of the
 * connection ran.
 */
public final class TwoEnds implements AutoCloseable {

	private final Kind kind;

	private final Ipc ipc;

	private final FooInit init;

	private final List<Foo> served;

	private final AtomicInteger cleanedUp = new AtomicInteger();

	private TwoEnds(Kind kind, Ipc ipc, FooInit init, List<Foo> served) {
		this.kind = kind;
		this.ipc = ipc;
		this.served = served;
		this.init = init;
		ipc.addCleanup(init, this.cleanedUp::incrementAndGet);
	}

	/**
	 * Where the other end lives.
	 */
	public enum Kind {

		/** In this JVM, behind the same codec. */
		IN_PROCESS,

		/** In a JVM of its own. */
		SPAWNED

	}

	/** Connects the two ends with default settings. */
	public static TwoEnds open(Kind kind) {
		return open(kind, (builder) -> builder, (spec) -> spec);
	}

	/** Connects the two ends. */
	public static TwoEnds open(Kind kind, UnaryOperator<Ipc.Builder> settings,
			UnaryOperator<ProcessSpec.Builder> process) {
		Ipc ipc = settings.apply(Ipc.builder().allowType(AllowedException.class, Doubling.class)).build();
		List<Foo> served = new CopyOnWriteArrayList<>();
		try {
			FooInit init = ipc.spawnProcess(process.apply(spec(kind, ipc, served)).build(), FooInit.class);
			return new TwoEnds(kind, ipc, init, served);
		}
		catch (RuntimeException ex) {
			ipc.close();
			throw ex;
		}
	}

	private static ProcessSpec.Builder spec(Kind kind, Ipc ipc, List<Foo> served) {
		return switch (kind) {
			case IN_PROCESS -> ProcessSpec.inProcess(() -> new DefaultFooInit(() -> ipc, served::add)).name("foo");
			case SPAWNED -> ProcessSpec.java(FooWorker.class)
				.name("foo")
				.transport(Transports.type())
				.jvmArguments("-XX:TieredStopAtLevel=1", "-Xshare:auto");
		};
	}

	/** Starts one more process like the first. */
	public FooInit another(String name) {
		return this.ipc.spawnProcess(spec(this.kind, this.ipc, this.served).name(name).build(), FooInit.class);
	}

	public Ipc ipc() {
		return this.ipc;
	}

	public FooInit init() {
		return this.init;
	}

	/**
	 * Returns what was made at the other end, for tests to reach past the connection;
	 * empty if that is another JVM.
	 */
	public List<Foo> served() {
		return this.served;
	}

	public IpcProcess process() {
		return this.ipc.process(this.init);
	}

	/**
	 * Waits until each end holds just so many objects of the other, as far as it takes a
	 * collection at both.
	 */
	public void awaitReferences(int exported, int imported) {
		Eventually.until(() -> "expected " + exported + " exported and " + imported + " imported, are "
				+ process().stats() + ", and there, with one more for asking, " + this.init.counts((arg) -> arg),
				() -> {
					this.init.collect();
					System.gc();
					Stats stats = process().stats();
					return stats.exported() == exported && stats.imported() == imported;
				});
	}

	/** Waits until something has happened at the other end. */
	public void awaitEvent(String event) {
		Eventually.until(() -> event + " is not among " + this.init.events(), () -> {
			System.gc();
			return this.init.events().contains(event);
		});
	}

	@Override
	public void close() {
		try (this.ipc) {
			this.init.close();
		}
		// On another thread if the connection was lost.
		Eventually.until(() -> "the cleanup has not run", () -> this.cleanedUp.get() > 0);
		if (this.cleanedUp.get() != 1) {
			throw new AssertionError("The cleanup ran " + this.cleanedUp.get() + " times");
		}
	}

}
