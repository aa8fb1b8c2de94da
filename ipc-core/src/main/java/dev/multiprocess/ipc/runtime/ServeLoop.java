package dev.multiprocess.ipc.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.process.ParentLink;
import dev.multiprocess.ipc.process.ParentWatch;
import dev.multiprocess.ipc.process.PrivateDirectory;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.runtime.Wiring.End;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the parent until it is gone: the life of a spawned process. Used once.
 *
 * <p>
 * The parent's death shows at the socket and at standard input; whichever comes first
 * ends the connection, and with it this loop; so does the {@code Ipc} when it is closed.
 * From then on a watchdog sees to it that the process ends.
 */
final class ServeLoop implements ConnectionListener {

	private static final Logger logger = LoggerFactory.getLogger(ServeLoop.class);

	/** Of the 2 s after which a process without a parent is to be gone. */
	private static final Duration EXIT_GRACE = Duration.ofMillis(1500);

	/** More than any parent asks for: it is the parent that sets the limit. */
	private static final int MOST_CALLS = 10_000;

	private final Wiring wiring;

	private final Named named;

	private final Upward upward = new Upward(this::connection);

	private volatile @Nullable ParentWatch watch;

	private final AtomicBoolean connected = new AtomicBoolean();

	/** Completed by the {@code Ipc}, which serves nobody from then on. */
	private final CompletableFuture<@Nullable Void> closing = new CompletableFuture<>();

	/** Whether one side has said goodbye to the other. */
	private volatile boolean orderly;

	ServeLoop(Wiring wiring, Named named) {
		this.wiring = wiring;
		this.named = named;
	}

	/**
	 * Takes in who this program is.
	 */
	@FunctionalInterface
	interface Named {

		void named(String name, int depth);

	}

	OptionalInt run(String... args) {
		Optional<Parent> parent = Parent.reach(args);
		if (parent.isEmpty()) {
			return OptionalInt.empty();
		}
		try {
			serve(parent.get());
		}
		finally {
			// The socket may tell of the parent's end before standard input does.
			PrivateDirectory.removeAbandoned(parent.get().link().socket(),
					this.orderly ? Duration.ZERO : Parent.PATIENCE);
		}
		return OptionalInt.of(0);
	}

	private void serve(Parent parent) {
		Connection served = connection(parent);
		// Only now: until here, a program without a parent is just halted.
		parent.link().whenParentGone(served::lost);
		parent.serve();
		CompletableFuture.anyOf(served.whenClosed(), this.closing).join();
		if (this.closing.isDone()) {
			// The call that closed the Ipc is answered.
			this.orderly = true;
			served.close(EXIT_GRACE);
		}
		served.whenClosed().join();
		closeInit();
	}

	/** Ends the loop if it runs; whoever is not served yet may still be told why not. */
	void close() {
		this.closing.complete(null);
	}

	/** Returns the way to the parent's objects. */
	Upward upward() {
		return this.upward;
	}

	/** Returns the connection to the parent, which may be called before it is served. */
	private Connection connection(Parent parent) {
		this.watch = parent.link().watch();
		Connection connection = parent.connection(this, () -> settings(parent.link()));
		if (this.connected.compareAndSet(false, true)) {
			this.wiring.partners().connected(connection);
			// A parent that ends before it says hello ends the connection like any other.
			connection.peer().thenAccept((peer) -> this.named.named(peer.name(), peer.depth() + 1));
		}
		return connection;
	}

	private ConnectionSettings settings(ParentLink link) {
		return this.wiring.connection(new End("parent", "", 0, link.secret(), this.wiring.settings().init(),
				memory(link.socket()), MOST_CALLS, this.wiring.settings().callTimeouts().followingPeer(), EXIT_GRACE,
				new CompletableFuture<>(), this));
	}

	private static @Nullable SharedMemory memory(Path socket) {
		Path folder = socket.getParent();
		return (folder != null) ? SharedMemory.in(folder, MOST_CALLS) : null;
	}

	private void closeInit() {
		Init init = this.wiring.settings().init();
		if (init != null) {
			try {
				init.close();
			}
			catch (RuntimeException ex) {
				logger.warn("{} could not be closed", init, ex);
			}
		}
	}

	@Override
	public void leaving(Duration grace) {
		// An orderly end is given the time the parent grants, since the parent is there
		// to see to it.
		this.orderly = true;
		ParentWatch current = this.watch;
		if (current != null) {
			current.grace(grace);
		}
	}

	@Override
	public void violated(ProtocolException violation) {
		logger.error("The parent broke the protocol", violation);
	}

	@Override
	public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
		this.wiring.events().tellIfRoom((listener) -> listener.oneWayFailed(peer, method, failure));
	}

	@Override
	public void closed() {
		ParentWatch current = this.watch;
		if (current != null) {
			current.exit();
		}
	}

	@Override
	public void closeRequested() {
		throw new UnsupportedOperationException("The parent cannot be ended by its process");
	}

}
