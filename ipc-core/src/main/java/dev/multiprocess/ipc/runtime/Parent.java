package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.process.ParentLink;
import dev.multiprocess.ipc.process.PrivateDirectory;
import dev.multiprocess.ipc.protocol.Approach;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.transport.SocketLink;
import org.jspecify.annotations.Nullable;

/**
 * The parent of this program, which is reached once: when it is served, or before by a
 * program that takes long until then. For use by any thread.
 *
 * <pre>
 *   reached ──connect──► connected ──serve──► served
 *      └───────────failed─────┴─────────────► parted
 * </pre>
 */
final class Parent {

	/** How long to try to remove the folder of a parent that is being killed. */
	static final Duration PATIENCE = Duration.ofMillis(500);

	/**
	 * How long the parent may stay silent. It may be halted by a debugger; should it end,
	 * this program ends with it anyway.
	 */
	private static final Duration SILENCE = Duration.ofSeconds(30);

	/** Static as the link is. */
	@GuardedBy("Parent.class")
	private static @Nullable Parent reached;

	private final ParentLink link;

	@GuardedBy("this")
	private @Nullable Approach approach;

	@GuardedBy("this")
	private @Nullable Connection connection;

	/** Whether it was told that it is served, or why it will never be. */
	@GuardedBy("this")
	private boolean decided;

	private Parent(ParentLink link) {
		this.link = link;
		this.approach = approach(link);
	}

	private static Approach approach(ParentLink link) {
		try {
			return Approach.to(link.secret(), (patience) -> SocketLink.connect(link.socket(), patience), SILENCE);
		}
		catch (IOException ex) {
			PrivateDirectory.removeAbandoned(link.socket(), PATIENCE);
			throw new IpcException("The parent at " + link.socket() + " cannot be reached: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Reaches the parent unless it has been.
	 * @param args the arguments of the program
	 * @return the parent, the same each time, or empty if this program was not spawned
	 * @throws IpcException if it cannot be reached, or one side cannot prove itself to
	 * the other
	 */
	static Optional<Parent> reach(String... args) {
		Optional<ParentLink> link = ParentLink.open(args);
		if (link.isEmpty()) {
			return Optional.empty();
		}
		synchronized (Parent.class) {
			if (reached == null) {
				reached = new Parent(link.get());
			}
			return Optional.of(reached);
		}
	}

	/** Returns the parent if it has been reached. */
	static synchronized Optional<Parent> reached() {
		return Optional.ofNullable(reached);
	}

	ParentLink link() {
		return this.link;
	}

	/**
	 * Returns the connection, which is made when it is asked for first.
	 * @param owner the one who asks first; told of the connection's life
	 * @param settings what it is made of
	 */
	synchronized Connection connection(ConnectionListener owner, Supplier<ConnectionSettings> settings) {
		Connection known = this.connection;
		if (known != null && known.listener() == owner) {
			return known;
		}
		Approach current = this.approach;
		if (current == null) {
			throw new IllegalStateException(
					"The parent is served by another Ipc of this program, or was told that it will not be served");
		}
		// First, as what fails is told to the parent the way that is still there.
		ConnectionSettings chosen = settings.get();
		this.approach = null;
		Connection made = current.connect(chosen);
		this.connection = made;
		return made;
	}

	/** Tells the parent that this program serves, unless it was told why not. */
	void serve() {
		Connection told = decided();
		if (told != null) {
			told.serve();
		}
	}

	/**
	 * Tells the parent why this program will not serve, and parts from it; without effect
	 * if it serves.
	 */
	void failed(Throwable reason) {
		Approach early;
		synchronized (this) {
			early = this.approach;
			this.approach = null;
		}
		Connection told = decided();
		if (early != null) {
			early.failed(reason);
		}
		else if (told != null) {
			told.failed(reason);
		}
	}

	/** Returns the connection to whoever asks first, null to others. */
	private synchronized @Nullable Connection decided() {
		Connection undecided = this.decided ? null : this.connection;
		this.decided = true;
		return undecided;
	}

}
