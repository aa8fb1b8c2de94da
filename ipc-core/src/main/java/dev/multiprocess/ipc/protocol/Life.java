package dev.multiprocess.ipc.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import dev.multiprocess.ipc.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection stands between its start and its end.
 *
 * <pre>
 *            leave(), or the peer says goodbye        calls have ended, or their time has
 *   OPEN ───────────────────────────────────► LEAVING ──────────────────────────────► CLOSED
 *     └─────────────── end of the control channel, or a violation ───────────────────────▲
 * </pre>
 *
 * In LEAVING no root call starts; nested ones go on, or those under way could not end.
 * Safe for use by any number of threads.
 */
final class Life {

	/**
	 * A call that ends between question and wait is noticed after this time at the
	 * latest.
	 */
	private static final long POLL = TimeUnit.MILLISECONDS.toNanos(20);

	private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private final Heartbeat heartbeat = new Heartbeat();

	/** No monitor, since one who waits may be a virtual thread, which that would pin. */
	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** Written under the lock, read anywhere. */
	private volatile State state = State.OPEN;

	/** Written before the state that it explains. */
	private volatile @Nullable ProtocolException violation;

	/** Where the connection stands. */
	private enum State {

		OPEN, LEAVING, CLOSED

	}

	/** Returns the questions whether the peer lives. */
	Heartbeat heartbeat() {
		return this.heartbeat;
	}

	/** Returns whether root calls may start. */
	boolean acceptsCalls() {
		return this.state == State.OPEN;
	}

	/** Returns whether nested calls may start. */
	boolean isOpen() {
		return this.state != State.CLOSED;
	}

	/** Returns what the peer did if that ended the connection. */
	@Nullable ProtocolException violation() {
		return this.violation;
	}

	/** Leaves; returns whether this was the first step towards the end. */
	boolean leave() {
		this.lock.lock();
		try {
			boolean first = this.state == State.OPEN;
			if (first) {
				this.state = State.LEAVING;
			}
			return first;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends; returns whether this call did it, so that its caller ends everything else.
	 */
	boolean end(@Nullable ProtocolException violation) {
		this.lock.lock();
		try {
			if (this.state == State.CLOSED) {
				return false;
			}
			this.violation = violation;
			this.state = State.CLOSED;
			this.changed.signalAll();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits while calls are under way, until the end or a deadline; ignores interrupts
	 * but keeps them.
	 */
	void awaitCalls(BooleanSupplier underWay, long deadline) {
		boolean interrupted = false;
		// Asked without the lock, which an ending call needs to tell: it tells again.
		while (isOpen() && underWay.getAsBoolean() && Deadline.left(deadline) > 0) {
			this.lock.lock();
			try {
				this.changed.awaitNanos(Math.min(Deadline.left(deadline), POLL));
			}
			catch (InterruptedException ignored) {
				// Ending a connection is not given up half-way.
				interrupted = true;
			}
			finally {
				this.lock.unlock();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Tells the one who waits for calls to end that one has. */
	void callEnded() {
		if (this.state != State.OPEN) {
			this.lock.lock();
			try {
				this.changed.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/** Completes when calls are possible no more. */
	CompletableFuture<Void> disconnected() {
		return this.disconnected;
	}

	/** Completes when the cleanups have run. */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

}
