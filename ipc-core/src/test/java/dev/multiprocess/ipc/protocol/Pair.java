package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.kryo.KryoCodec;
import dev.multiprocess.ipc.protocol.ConnectionSettings.Limits;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Two honest connections with each other, for tests that look inside of them.
 */
final class Pair implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(1);

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "ipc-test-executor");
		thread.setDaemon(true);
		return thread;
	});

	private final Limits limits;

	private final ConnectionListener listener;

	/** Calls. */
	final Connection caller;

	/** Serves. */
	final Connection server;

	/**
	 * Connects.
	 * @param served what is served
	 * @param idle how long a lane may stay unused
	 */
	Pair(Init served, Duration idle) throws Exception {
		this(served, new Limits(8 * 1024 * 1024, 4, 1_000_000, CallTimeouts.general(Duration.ZERO), GRACE, idle),
				(ends) -> ends, new Ignorant(true));
	}

	/**
	 * Connects.
	 * @param served what is served
	 * @param limits of both sides
	 * @param links makes something else of the two ends of each channel
	 * @param listener told what happens to either side
	 */
	Pair(Init served, Limits limits, UnaryOperator<Channel[]> links, ConnectionListener listener) throws Exception {
		this.limits = limits;
		this.listener = listener;
		Rendezvous rendezvous = new Rendezvous(settings(null));
		this.server = Connection.connect(settings(served), (patience) -> {
			Channel[] ends = links.apply(Transports.pair());
			rendezvous.accept(ends[1]);
			return ends[0];
		});
		this.caller = Victim.get(rendezvous.connected());
		Victim.get(this.caller.peer());
	}

	private ConnectionSettings settings(@Nullable Init served) {
		ClassLoader loader = Pair.class.getClassLoader();
		return new ConnectionSettings("pair", "", 0, Victim.SECRET, served, Set.of(Door.Room.class),
				new KryoCodec(Set.of(), List.of(), 64, loader), new ExceptionTypes(Set.of(), List.of(), loader),
				new LocalObjects((object, closed) -> {
				}), this.executor, this.executor, null, this.limits, new CompletableFuture<ProcessExit>(),
				this.listener, null);
	}

	@Override
	public void close() throws Exception {
		this.caller.close(GRACE);
		Victim.get(this.server.whenClosed());
		this.executor.shutdown();
		if (!this.executor.awaitTermination(60, TimeUnit.SECONDS)) {
			throw new AssertionError("Something still runs");
		}
	}

	/** Listens to a connection that does nothing of interest. */
	static final class Ignorant implements ConnectionListener {

		private final boolean honest;

		/** Listens to two that are honest, or may be taken for something else. */
		Ignorant(boolean honest) {
			this.honest = honest;
		}

		@Override
		public void leaving(Duration grace) {
			// Nothing to do.
		}

		@Override
		public void violated(ProtocolException violation) {
			if (this.honest) {
				throw new AssertionError(violation);
			}
		}

		@Override
		public void closed() {
			// Nothing to do.
		}

		@Override
		public void closeRequested() {
			throw new UnsupportedOperationException();
		}

	}

}
