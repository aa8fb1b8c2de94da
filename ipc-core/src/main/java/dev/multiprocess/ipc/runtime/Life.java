package dev.multiprocess.ipc.runtime;

import java.util.concurrent.atomic.AtomicReference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.IpcProcess.State;
import dev.multiprocess.ipc.ProcessExit;

/**
 * The states that a partner goes through, of which listeners are told in their order.
 * Safe for use by any number of threads.
 */
final class Life {

	private final Partner partner;

	private final Events events;

	private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

	@GuardedBy("this")
	private boolean greeted;

	Life(Partner partner, Events events) {
		this.partner = partner;
		this.events = events;
	}

	State state() {
		return this.state.get();
	}

	/** Has it told that it serves, unless it is about to end; returns whether it was. */
	synchronized boolean ready() {
		this.greeted = this.state.compareAndSet(State.STARTING, State.RUNNING);
		if (this.greeted) {
			this.events.tell((listener) -> listener.processReady(this.partner));
		}
		return this.greeted;
	}

	/** Takes in that it is about to end. */
	void stopping() {
		this.state.updateAndGet((now) -> (now != State.EXITED) ? State.STOPPING : now);
	}

	/** Takes in that it has ended; returns what it was before. */
	State exited() {
		return this.state.getAndSet(State.EXITED);
	}

	/** Has its end told, to be called after that. */
	synchronized void tellExited(ProcessExit exit) {
		this.events.tell((listener) -> listener.processExited(this.partner, exit));
	}

	/** Has its end told to those who know of it, to be called after that. */
	synchronized void tellExitedIfGreeted(ProcessExit exit) {
		if (this.greeted) {
			tellExited(exit);
		}
	}

}
