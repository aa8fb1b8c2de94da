package dev.multiprocess.ipc.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.multiprocess.ipc.Ipc;

/**
 * Makes what the tests call, and remembers what happened to it.
 */
public final class DefaultFooInit implements FooInit {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Closing shared = new DefaultClosing("shared");

	private final Supplier<Ipc> ipc;

	/**
	 * Creates it.
	 * @param ipc the program it runs in
	 */
	public DefaultFooInit(Supplier<Ipc> ipc) {
		this.ipc = ipc;
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
		}

	}

	@Override
	public Foo makeFoo() {
		return new DefaultFoo();
	}

	@Override
	public Closing makeClosing(String name) {
		return new DefaultClosing(name);
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
	public List<String> events() {
		return List.copyOf(this.events);
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
