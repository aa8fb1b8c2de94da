package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Isolation;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import dev.multiprocess.ipc.protocol.Rendezvous;
import dev.multiprocess.ipc.runtime.Wiring.End;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.MemoryLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects of this very program that behave as if they lived in another process. Safe for
 * use by any number of threads.
 */
final class InProcessBody implements Body, ConnectionListener {

	private static final Logger logger = LoggerFactory.getLogger(InProcessBody.class);

	private final Wiring wiring;

	private final ProcessSpec spec;

	private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();

	private volatile @Nullable Connection connection;

	InProcessBody(Wiring wiring, ProcessSpec spec) {
		this.wiring = wiring;
		this.spec = spec;
	}

	void start(Program.InProcess program, Rendezvous parent, byte[] secret, int depth) throws IOException {
		Init init = program.init().get();
		Connection served;
		try {
			served = connect(init, parent, secret, depth);
		}
		catch (IOException | RuntimeException | Error ex) {
			closeQuietly(init);
			throw ex;
		}
		this.connection = served;
		served.whenClosed().thenRun(() -> {
			closeQuietly(init);
			Cause why = this.cause.get();
			this.exit.complete(new ProcessExit(0, (why != null) ? why : Cause.EXITED, why == Cause.STOPPED,
					(why != null) ? "stopped by its parent" : "ended its connection", ""));
		});
	}

	private Connection connect(Init init, Rendezvous parent, byte[] secret, int depth) throws IOException {
		return Connection.connect(this.wiring.connection(new End("parent", "", depth, secret, init, null,
				this.spec.maxConcurrentCalls(), this.wiring.settings().callTimeouts().followingPeer(),
				this.spec.shutdownGracePeriod(), new CompletableFuture<>(), this)), (patience) -> {
					Channel[] ends = MemoryLink.pair();
					parent.accept(ends[1]);
					return ends[0];
				});
	}

	/** Whatever it throws: its exit is waited for. */
	private static void closeQuietly(Init init) {
		try {
			init.close();
		}
		catch (Exception | Error ex) {
			logger.warn("{} could not be closed", init, ex);
		}
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public Isolation isolation() {
		return Isolation.NONE;
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public void expect(Cause cause) {
		this.cause.compareAndSet(null, cause);
	}

	@Override
	public void stop(Duration grace) {
		expect(Cause.STOPPED);
		Connection served = this.connection;
		if (served != null) {
			served.close(Duration.ZERO);
		}
	}

	@Override
	public void kill(Cause cause) {
		expect(cause);
		Connection served = this.connection;
		if (served != null) {
			served.lost();
		}
	}

	@Override
	public void leaving(Duration grace) {
		// The calls under way are waited for by the parent.
	}

	@Override
	public void violated(ProtocolException violation) {
		// The connection is closed, and this process is nothing else.
	}

	@Override
	public void closed() {
		// Its exit follows once the cleanups have run.
	}

	@Override
	public void closeRequested() {
		stop(this.spec.shutdownGracePeriod());
	}

}
