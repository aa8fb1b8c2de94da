package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.Occupancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process and the connection to it: what happens to the one has to happen to the
 * other.
 *
 * <p>
 * Safe for use by any number of threads.
 */
final class RunningProcess implements Partner {

	private static final Logger logger = LoggerFactory.getLogger(RunningProcess.class);

	/** More than a process that ends by itself grants its calls. */
	private static final Duration LEAVE = Duration.ofSeconds(2);

	private final ProcessSpec spec;

	private final Wiring wiring;

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final Life life;

	private final CompletableFuture<Body> body = new CompletableFuture<>();

	private volatile @Nullable Connection connection;

	private volatile boolean askedToEnd;

	RunningProcess(ProcessSpec spec, Wiring wiring) {
		this.spec = spec;
		this.wiring = wiring;
		this.life = new Life(this, wiring.events());
	}

	/** Takes in what was started. */
	void started(Body body) {
		this.body.complete(body);
		this.wiring.events().tell((listener) -> listener.processStarted(this));
		body.exit().thenAccept(this::exited);
	}

	/** Takes in that it serves. */
	void ready(Connection connection) {
		this.connection = connection;
		if (this.life.ready()) {
			logger.info("{} serves, with pid {}", this, pid());
			Executor workers = this.wiring.workers();
			Liveness.watch(connection, this.spec, () -> workers.execute(() -> this.body.join().noteDescendants()),
					() -> workers.execute(this::killHung));
		}
	}

	private void exited(ProcessExit exit) {
		State before = this.life.exited();
		try {
			if (before == State.RUNNING && !exit.expected()) {
				logger.warn("{} with pid {} ended: {}", this, pid(), exit.description());
			}
			Connection ended = this.connection;
			if (ended != null) {
				// First, so that who knows of the exit can make no more calls.
				ended.lost();
			}
			this.life.tellExited(exit);
		}
		finally {
			// Whoever ends this process waits for it.
			this.exit.complete(exit);
		}
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public long pid() {
		return this.body.join().pid();
	}

	@Override
	public List<String> command() {
		return this.body.join().command();
	}

	@Override
	public Isolation isolation() {
		return this.body.join().isolation();
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
	public @Nullable Connection current() {
		return this.connection;
	}

	@Override
	public Duration grace() {
		return this.spec.shutdownGracePeriod();
	}

	Connection connection() {
		Connection current = this.connection;
		if (current == null) {
			throw new IllegalStateException(this + " does not serve yet");
		}
		return current;
	}

	/** Returns whether calls may start; one that is about to end serves no more. */
	boolean isServing() {
		Connection current = this.connection;
		return state() == State.RUNNING && current != null && Occupancy.acceptsCalls(current);
	}

	/** Returns whether this program wants it to end, so that it is not to be replaced. */
	boolean isAskedToEnd() {
		return this.askedToEnd;
	}

	@Override
	public void leave() {
		askToEnd();
		this.body.join().expect(Cause.STOPPED);
		Connection current = this.connection;
		if (current != null) {
			current.leave();
		}
	}

	private void askToEnd() {
		this.askedToEnd = true;
		this.life.stopping();
	}

	@Override
	public void end() {
		this.body.join().stop(grace());
		this.exit.join();
	}

	@Override
	public void kill() {
		askToEnd();
		this.body.join().kill(Cause.STOPPED);
	}

	private void killHung() {
		logger.error("{} gave no sign of life for {} ms and is killed", this,
				TimeUnit.MILLISECONDS.convert(this.spec.supervision().livenessTimeout()));
		this.body.join().kill(Cause.HUNG);
	}

	/** Kills it as soon as there is something to kill. */
	void cancelStart() {
		this.body.thenAccept((started) -> started.kill(Cause.STOPPED));
	}

	@Override
	public void leaving(Duration grace) {
		logger.debug("{} is about to end", this);
		seeToItsEnd((grace().compareTo(LEAVE) > 0) ? grace() : LEAVE);
	}

	@Override
	public void violated(ProtocolException violation) {
		logger.error("{} broke the protocol and is killed", this, violation);
		this.body.thenAccept((running) -> running.kill(Cause.VIOLATION));
		this.wiring.events().tell((listener) -> listener.violation(this, violation));
	}

	@Override
	public void closed() {
		seeToItsEnd(grace());
	}

	/**
	 * Gives it time to end by itself. The next one may be waiting for that, so it is made
	 * to end if it does not see that it has nothing to do.
	 */
	private void seeToItsEnd(Duration patience) {
		this.body.thenAccept((running) -> running.exit()
			.orTimeout(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS)
			.whenComplete((exit, failure) -> {
				if (failure instanceof TimeoutException) {
					this.wiring.workers().execute(() -> running.stop(grace()));
				}
			}));
	}

	@Override
	public String toString() {
		return "Process '" + name() + "'";
	}

}
