package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.runtime.Wiring.End;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that was not started by this one but is connected to it: only the connection
 * is ours to end. Safe for use by any number of threads.
 */
final class Peer implements IpcProcess, ConnectionListener, Partner {

	private static final Logger logger = LoggerFactory.getLogger(Peer.class);

	private static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0, 0);

	/** As for processes that are started and say nothing else. */
	private static final int CALLS = 64;

	private static final Duration GRACE = Duration.ofSeconds(5);

	private final String name;

	private final Wiring wiring;

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

	/** Why it is about to end; the first reason counts. */
	private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();

	/** Whether the peer has said goodbye. */
	private volatile boolean leaving;

	@GuardedBy("this")
	private @Nullable Connection connection;

	@GuardedBy("this")
	private boolean unwanted;

	private volatile long pid;

	Peer(String name, Wiring wiring) {
		this.name = name;
		this.wiring = wiring;
	}

	/**
	 * Returns what a connection to it is made of.
	 * @param secret what both must know
	 * @param init what it is served, or null
	 */
	ConnectionSettings settings(byte[] secret, @Nullable Init init) {
		return this.wiring
			.connection(new End(this.name, "", 0, secret, init, CALLS, null, GRACE, new CompletableFuture<>(), this));
	}

	/**
	 * Takes in that it is connected, and waits for what it says of itself.
	 * @param opened the connection
	 * @param patience how long it may stay silent until it is disconnected
	 * @return completes when it has, or exceptionally if it has not
	 */
	CompletableFuture<Connection> connected(Connection opened, Duration patience) {
		boolean wanted;
		synchronized (this) {
			this.connection = opened;
			wanted = !this.unwanted;
		}
		this.wiring.partners().connected(opened);
		opened.whenDisconnected().thenRun(() -> this.wiring.partners().remove(this));
		opened.whenClosed().thenRun(this::gone);
		if (!wanted) {
			opened.lost();
		}
		CompletableFuture<Connection> greeted = opened.peer()
			.orTimeout(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS)
			.thenApply((peer) -> {
				greeted(peer.pid());
				return opened;
			});
		greeted.exceptionally((failure) -> {
			opened.lost();
			return opened;
		});
		return greeted;
	}

	private void greeted(long pid) {
		this.pid = pid;
		if (this.state.compareAndSet(State.STARTING, State.RUNNING)) {
			logger.info("{} is connected, with pid {}", this, pid);
			this.wiring.events().tell((listener) -> listener.processReady(this));
		}
	}

	private void gone() {
		State before = this.state.getAndSet(State.EXITED);
		Cause why = this.cause.get();
		String description = (why == Cause.STOPPED) ? "was disconnected" : (why == Cause.VIOLATION)
				? "broke the protocol and was disconnected" : this.leaving ? "ended the connection" : "was lost";
		logger.info("{} {}", this, description);
		this.exit.complete(new ProcessExit(-1, (why != null) ? why : Cause.EXITED, why == Cause.STOPPED || this.leaving,
				description, ""));
		if (before != State.STARTING) {
			this.wiring.events().tell((listener) -> listener.processExited(this, this.exit.join()));
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long pid() {
		return this.pid;
	}

	@Override
	public State state() {
		return this.state.get();
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public Stats stats() {
		Connection current = connection();
		return (current != null) ? current.stats() : NONE;
	}

	private synchronized @Nullable Connection connection() {
		return this.connection;
	}

	@Override
	public void stop() {
		leave();
		disconnect(System.nanoTime());
	}

	@Override
	public void kill() {
		this.cause.compareAndSet(null, Cause.STOPPED);
		Connection current = unwanted();
		if (current != null) {
			current.lost();
		}
	}

	/** From now on a connection that comes about is ended at once. */
	private synchronized @Nullable Connection unwanted() {
		this.unwanted = true;
		return this.connection;
	}

	@Override
	public void leave() {
		this.cause.compareAndSet(null, Cause.STOPPED);
		this.state.updateAndGet((now) -> (now != State.EXITED) ? State.STOPPING : now);
		Connection current = unwanted();
		if (current != null) {
			current.leave();
		}
	}

	@Override
	public void disconnect(long left) {
		Connection current = connection();
		if (current != null) {
			Duration rest = GRACE.minusNanos(System.nanoTime() - left);
			current.close(rest.isNegative() ? Duration.ZERO : rest);
		}
	}

	@Override
	public void end() {
		// There is nothing besides the connection.
	}

	@Override
	public void leaving(Duration grace) {
		this.leaving = true;
	}

	@Override
	public void violated(ProtocolException violation) {
		this.cause.compareAndSet(null, Cause.VIOLATION);
		logger.error("{} broke the protocol and is disconnected", this, violation);
		this.wiring.events().tell((listener) -> listener.violation(this, violation));
	}

	@Override
	public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
		this.wiring.events().tellIfRoom((listener) -> listener.oneWayFailed(peer, method, failure));
	}

	@Override
	public void closed() {
		// Its end is told when the cleanups have run.
	}

	@Override
	public void closeRequested() {
		stop();
	}

	@Override
	public String toString() {
		return "Program '" + this.name + "'";
	}

}
