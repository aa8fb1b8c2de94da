package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.runtime.Wiring.End;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that was not started by this one but is connected to it: only the connection
 * is ours to end. Safe for use by any number of threads.
 */
final class Peer implements Partner {

	private static final Logger logger = LoggerFactory.getLogger(Peer.class);

	/** As for processes that are started and say nothing else. */
	private static final int CALLS = 64;

	private static final Duration GRACE = Duration.ofSeconds(5);

	private final String name;

	private final Wiring wiring;

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final Life life;

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
		this.life = new Life(this, wiring.events());
	}

	/**
	 * Returns what a connection to it is made of.
	 * @param secret what both must know
	 * @param init what it is served, or null
	 */
	ConnectionSettings settings(byte[] secret, @Nullable Init init) {
		return this.wiring.connection(new End(this.name, "", 0, secret, init, null, CALLS,
				this.wiring.settings().callTimeouts(), GRACE, new CompletableFuture<>(), this));
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
				greeted(opened, peer.pid());
				return opened;
			});
		greeted.exceptionally((failure) -> {
			opened.lost();
			return opened;
		});
		return greeted;
	}

	private void greeted(Connection opened, long pid) {
		this.pid = pid;
		if (this.life.ready()) {
			logger.info("{} is connected, with pid {}", this, pid);
			Liveness.watch(opened, this.wiring.settings().liveness(), () -> {
			}, () -> this.wiring.workers().execute(() -> hung(opened)));
		}
	}

	private void hung(Connection silent) {
		this.cause.compareAndSet(null, Cause.HUNG);
		logger.error("{} gave no sign of life for {} ms and is disconnected", this,
				TimeUnit.MILLISECONDS.convert(this.wiring.settings().liveness().timeout()));
		silent.lost();
	}

	private void gone() {
		this.life.exited();
		Cause why = this.cause.get();
		String description = description(why);
		logger.info("{} {}", this, description);
		ProcessExit ended = new ProcessExit(-1, (why != null) ? why : Cause.EXITED,
				why == Cause.STOPPED || this.leaving, description, "");
		this.exit.complete(ended);
		this.life.tellExitedIfGreeted(ended);
	}

	private String description(@Nullable Cause why) {
		if (why == Cause.STOPPED) {
			return "was disconnected";
		}
		if (why == Cause.VIOLATION) {
			return "broke the protocol and was disconnected";
		}
		if (why == Cause.HUNG) {
			return "gave no sign of life and was disconnected";
		}
		return this.leaving ? "ended the connection" : "was lost";
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public List<String> command() {
		return List.of();
	}

	@Override
	public long pid() {
		return this.pid;
	}

	/** What else it may be kept from is not known here. */
	@Override
	public Isolation isolation() {
		return Isolation.PROCESS;
	}

	@Override
	public State state() {
		return this.life.state();
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public Wiring wiring() {
		return this.wiring;
	}

	@Override
	public synchronized @Nullable Connection current() {
		return this.connection;
	}

	@Override
	public Duration grace() {
		return GRACE;
	}

	@Override
	public void kill() {
		Connection current = askToEnd();
		if (current != null) {
			current.lost();
		}
	}

	private @Nullable Connection askToEnd() {
		this.cause.compareAndSet(null, Cause.STOPPED);
		this.life.stopping();
		return unwanted();
	}

	/** From now on a connection that comes about is ended at once. */
	private synchronized @Nullable Connection unwanted() {
		this.unwanted = true;
		return this.connection;
	}

	@Override
	public void leave() {
		Connection current = askToEnd();
		if (current != null) {
			current.leave();
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
	public void closed() {
		// Its end is told when the cleanups have run.
	}

	@Override
	public String toString() {
		return "Program '" + this.name + "'";
	}

}
