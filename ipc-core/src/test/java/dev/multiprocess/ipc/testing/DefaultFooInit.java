package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.protocol.Connection;

/**
 * Makes what the tests call, and remembers what happened to it.
 */
public final class DefaultFooInit implements FooInit {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Closing shared = new DefaultClosing("shared");

	private final Supplier<Ipc> ipc;

	private final Consumer<Foo> made;

	private final Supplier<Ledger> ledgers;

	/**
	 * Creates it.
	 * @param ipc the program it runs in
	 * @param made is given every object made
	 */
	public DefaultFooInit(Supplier<Ipc> ipc, Consumer<Foo> made) {
		this(ipc, made, DefaultLedger::new);
	}

	/**
	 * Creates it with ledgers that a test can look into.
	 * @param ipc the program it runs in
	 * @param made is given every object made
	 * @param ledgers makes ledgers
	 */
	public DefaultFooInit(Supplier<Ipc> ipc, Consumer<Foo> made, Supplier<Ledger> ledgers) {
		this.ipc = ipc;
		this.made = made;
		this.ledgers = ledgers;
	}

	/** Leaves an event when closed. */
	private final class DefaultClosing implements Closing {

		private final String name;

		private DefaultClosing(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void close() throws FooException {
			DefaultFooInit.this.events.add("closed " + this.name);
			if (this.name.startsWith("bad")) {
				throw new FooException(9, List.of(), new IllegalStateException("cannot be closed"));
			}
			if (this.name.startsWith("broken")) {
				throw new ConnectionClosedException("Its database is gone", false, null);
			}
		}

	}

	@Override
	public Foo makeFoo() {
		Foo foo = new DefaultFoo();
		this.made.accept(foo);
		return foo;
	}

	@Override
	public Ledger makeLedger() {
		return this.ledgers.get();
	}

	@Override
	public Timed makeTimed() {
		return new DefaultTimed();
	}

	@Override
	public Observer makeObserver() {
		return new DefaultObserver();
	}

	@Override
	public Closing makeClosing(String name) {
		Closing closing = new DefaultClosing(name);
		this.ipc.get().addCleanup(closing, () -> this.events.add("released " + name));
		return closing;
	}

	@Override
	public Closing sharedClosing() {
		return this.shared;
	}

	@Override
	public FooCallback makeWatched(String name) {
		FooCallback watched = (arg) -> arg + name.length();
		this.ipc.get().addCleanup(watched, () -> this.events.add(name + " first"));
		this.ipc.get().addCleanup(watched, () -> this.events.add(name + " second"));
		return watched;
	}

	@Override
	public void watch(FooCallback callback, String event) {
		this.ipc.get().addCleanup(callback, () -> this.events.add(event));
	}

	@Override
	public FooFutures makeFutures() {
		return new DefaultFooFutures();
	}

	@Override
	public FooStreams makeStreams() {
		return new DefaultFooStreams(this.events::add);
	}

	@Override
	public List<String> events() {
		return List.copyOf(this.events);
	}

	@Override
	public String counts(FooCallback callback) {
		return Connection.of(callback).stats().toString();
	}

	@Override
	public void collect() {
		System.gc();
	}

	@Override
	public void close() {
		this.events.add("closed init");
	}

}
