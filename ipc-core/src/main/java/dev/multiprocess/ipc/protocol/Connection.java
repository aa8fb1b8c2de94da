package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc.Registration;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Limits;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one peer: objects and calls in both directions, until either side ends
 * it.
 *
 * <h2>Life</h2> <pre>
 *            close(), or the peer says goodbye        calls have ended, or the grace period has
 *   OPEN ───────────────────────────────────► LEAVING ───────────────────────────────► CLOSED
 *     └──────────────── end of the control channel, or a violation ───────────────────────▲
 * </pre> In LEAVING no root call starts; nested ones go on, or those under way could not
 * end. Becoming CLOSED happens once and ends every wait: those of callers and serving
 * threads through their lane, those for a lane through the pool, those of the peer's
 * hello.
 *
 * <h2>Threads</h2> The control channel's thread moves bytes only; everything that may run
 * user code goes to the cleanup thread or a serving thread. Locks are leaves: none is
 * held while another is taken, except a lane's own under the pool's.
 */
public final class Connection {

	private static final Logger logger = LoggerFactory.getLogger(Connection.class);

	private final ConnectionSettings settings;

	private final ControlChannel control;

	private final Bindings bindings;

	private final References references;

	private final Failures failures;

	private final Counters counters = new Counters();

	private final Lanes lanes;

	private final LanePool pool;

	private final Caller caller;

	private final CallServer server = new CallServer(this);

	private final Map<Class<?>, Object> roots = new ConcurrentHashMap<>();

	private final CompletableFuture<Hello> hello = new CompletableFuture<>();

	private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private final Object stateLock = new Object();

	private volatile State state = State.OPEN;

	private volatile @Nullable ProtocolException violation;

	Connection(ConnectionSettings settings, Channel control, @Nullable Connector connector) {
		this.settings = settings;
		this.bindings = new Bindings(settings.codec());
		this.references = new References(this, settings);
		this.failures = new Failures(this, settings.exit());
		this.lanes = new Lanes(this, connector, settings);
		this.pool = new LanePool(this, settings.limits().calls());
		this.caller = new Caller(this, this.pool);
		this.control = new ControlChannel(control, this::received, this::controlEnded);
	}

	/** Where the connection stands. */
	private enum State {

		OPEN, LEAVING, CLOSED

	}

	/**
	 * Connects to a peer that accepts.
	 * @param settings what the connection is made of
	 * @param connector reaches the peer
	 * @return the connection; the peer has proved itself
	 * @throws IOException if the peer cannot be reached, or one side cannot prove itself
	 * to the other
	 */
	public static Connection connect(ConnectionSettings settings, Connector connector) throws IOException {
		Channel channel = connector.connect();
		try {
			new Handshake(channel, settings.secret(), Deadline.after(Handshake.TIMEOUT))
				.connect(new Handshake.Subject(Handshake.Purpose.CONTROL, 0));
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
		Connection connection = new Connection(settings, channel, connector);
		connection.start();
		return connection;
	}

	void start() {
		this.settings.interfaces().forEach(this.bindings::know);
		long root = 0;
		Set<String> names = new LinkedHashSet<>();
		if (this.settings.init() != null) {
			RemoteTypes.interfacesOf(this.settings.init().getClass()).forEach((type) -> serve(type, names));
			root = this.references.exports().mention(this.settings.init(), null).id;
		}
		ConnectionSettings.Limits limits = this.settings.limits();
		this.control.send(new Hello(this.settings.peerName(), ProcessHandle.current().pid(), this.settings.depth(),
				new Limits(limits.messageSize(), limits.calls(), limits.grace().toMillis()),
				new Root(root, List.copyOf(names))));
		this.control.start("ipc-" + this.settings.name() + "-control");
	}

	private void serve(Class<?> type, Set<String> names) {
		this.bindings.know(type);
		names.add(RemoteTypes.wireName(type));
		for (Class<?> parent : type.getInterfaces()) {
			if (RemoteTypes.isRemoteInterface(parent)) {
				serve(parent, names);
			}
		}
	}

	/**
	 * Returns what the peer says of itself.
	 * @return completes when it serves, or exceptionally if the connection ends before
	 */
	public CompletableFuture<Peer> peer() {
		return this.hello.thenApply((message) -> new Peer(message.name(), message.pid(), message.depth()));
	}

	/**
	 * What a peer says of itself.
	 *
	 * @param name how it calls this program, empty if it does not
	 * @param pid its process id
	 * @param depth the number of parents above it
	 */
	public record Peer(String name, long pid, int depth) {
	}

	/**
	 * Returns the peer's first object.
	 * @param <T> its type
	 * @param type a remote interface
	 * @return a proxy, the same for the same type
	 * @throws UnsupportedInterfaceException if the peer's first object is of another type
	 */
	public <T> T root(Class<T> type) {
		Hello peer = helloNow();
		Object proxy = this.roots.get(type);
		if (proxy == null) {
			InterfaceModel model = this.bindings.model(type);
			if (!peer.root().interfaces().contains(model.name())) {
				throw new UnsupportedInterfaceException(model.name(), peer.root().interfaces());
			}
			this.caller.bind(type, Deadline.after(this.settings.limits().callTimeout()));
			Object created = this.references.imports().root(peer.root().id(), model);
			Object other = this.roots.putIfAbsent(type, created);
			proxy = (other != null) ? other : created;
		}
		return type.cast(proxy);
	}

	private Hello helloNow() {
		Hello peer = this.hello.getNow(null);
		if (peer == null) {
			throw this.failures.closed(false);
		}
		return peer;
	}

	/**
	 * Returns the connection behind an object.
	 * @param object any object
	 * @return its connection, or null if it is no proxy of a connection
	 */
	public static @Nullable Connection of(Object object) {
		Import imported = RemoteInvocationHandler.importOf(object);
		return (imported != null) ? imported.connection : null;
	}

	/**
	 * Runs a callback when the object behind a proxy of this connection is gone.
	 * @param proxy the proxy
	 * @param callback the callback
	 * @return takes it back
	 */
	public Registration addCleanup(Object proxy, Runnable callback) {
		return this.references.addCleanup(proxy, callback);
	}

	/**
	 * Tells the peer that objects it holds through this program live no more.
	 * @param ended the connection they were reached by
	 */
	public void objectsLost(Connection ended) {
		this.references.lost(ended);
	}

	/**
	 * Tells whether calls are possible.
	 * @return false once the connection is closed
	 */
	public boolean isOpen() {
		return this.state != State.CLOSED;
	}

	/**
	 * Returns when calls are possible no more.
	 * @return completes once
	 */
	public CompletableFuture<Void> whenDisconnected() {
		return this.disconnected.copy();
	}

	/**
	 * Returns when the cleanups have run.
	 * @return completes once
	 */
	public CompletableFuture<Void> whenClosed() {
		return this.closed.copy();
	}

	/**
	 * Ends the connection in order: no new calls, then time for those under way, but not
	 * for those that the current thread itself stands on; then the cleanups run on this
	 * thread.
	 * @param grace the time for calls under way
	 */
	public void close(Duration grace) {
		leave();
		awaitCalls(Deadline.afterNanos(grace.toNanos()));
		disconnect("was closed", null, true);
	}

	/** Ends the connection because the process at its other end is known to be gone. */
	public void lost() {
		disconnect("was lost", null, false);
	}

	/** Starts no more root calls and tells the peer to start none. */
	public void leave() {
		if (beginLeaving()) {
			send(new ControlMessage.Goodbye());
		}
	}

	private boolean beginLeaving() {
		synchronized (this.stateLock) {
			boolean first = this.state == State.OPEN;
			if (first) {
				this.state = State.LEAVING;
			}
			return first;
		}
	}

	private void awaitCalls(long deadline) {
		int own = (CallStack.laneOf(this) != null) ? 1 : 0;
		boolean interrupted = false;
		synchronized (this.stateLock) {
			while (this.state != State.CLOSED && this.pool.busy() + this.lanes.serving() > own) {
				long left = Deadline.left(deadline);
				if (left <= 0) {
					break;
				}
				try {
					TimeUnit.NANOSECONDS.timedWait(this.stateLock, left);
				}
				catch (InterruptedException ignored) {
					// Ending a connection is not given up half-way.
					interrupted = true;
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Tells the one who waits for calls to end that one has. */
	void activityEnded() {
		if (this.state != State.OPEN) {
			synchronized (this.stateLock) {
				this.stateLock.notifyAll();
			}
		}
	}

	private void disconnect(String reason, @Nullable ProtocolException violation, boolean here) {
		synchronized (this.stateLock) {
			if (this.state == State.CLOSED) {
				return;
			}
			this.violation = violation;
			this.state = State.CLOSED;
			this.stateLock.notifyAll();
		}
		this.lanes.end();
		this.pool.close();
		this.hello.completeExceptionally(new ConnectionClosedException(this + " " + reason, false, null));
		if (violation != null) {
			this.control.close();
			this.settings.listener().violated(violation);
		}
		else {
			this.control.finish();
		}
		this.disconnected.complete(null);
		this.settings.listener().closed();
		this.references.end(reason, here, () -> this.closed.complete(null));
	}

	private void controlEnded(@Nullable Throwable reason) {
		if (reason instanceof ProtocolException ex) {
			violated(ex);
		}
		else {
			if (reason != null && isOpen()) {
				logger.debug("The control channel to {} broke", this, reason);
			}
			disconnect("was lost", null, false);
		}
	}

	/** Ends the connection because the peer broke the protocol; returns what to throw. */
	ProtocolException violated(ProtocolException violation) {
		disconnect("broke the protocol", violation, false);
		return violation;
	}

	private void received(ControlMessage message) {
		if (this.hello.isDone() == message instanceof Hello && isOpen()) {
			throw new ProtocolException("The peer sent a " + message.getClass().getSimpleName()
					+ (this.hello.isDone() ? " after" : " before") + " its hello");
		}
		if (message instanceof Hello peer) {
			this.hello.complete(peer);
		}
		else if (message instanceof ControlMessage.OpenLane open) {
			this.lanes.openRequested(open.lane());
		}
		else if (message instanceof ControlMessage.Cancel cancel) {
			this.lanes.cancel(cancel.lane(), cancel.call());
		}
		else if (message instanceof ControlMessage.LaneClosed ended) {
			this.lanes.peerClosed(ended.lane(), ended.framesDecoded());
		}
		else if (message instanceof ControlMessage.Release release) {
			this.references.peerReleased(release.id(), release.count());
		}
		else if (message instanceof ControlMessage.Gone gone) {
			this.references.peerLost(gone.id());
		}
		else if (message instanceof ControlMessage.Goodbye && beginLeaving()) {
			this.settings.listener().leaving(Duration.ofMillis(helloNow().limits().graceMillis()));
		}
	}

	/** Sends a control message; without effect once the connection is closed. */
	void send(ControlMessage message) {
		this.control.send(message);
	}

	/** Refuses new root calls once the connection is being ended. */
	void checkOpen() {
		if (this.state != State.OPEN) {
			throw this.failures.closed(false);
		}
	}

	/** The program has closed the peer's first object. */
	void closeByUser() {
		this.settings.listener().closeRequested();
	}

	/** The largest frame the peer takes. */
	int maxFrame() {
		return Math.min(this.settings.limits().messageSize(), helloNow().limits().messageSize());
	}

	/**
	 * Returns counts of what passed over the connection.
	 * @return a snapshot
	 */
	public Stats stats() {
		return this.lanes.stats(this.counters, this.references);
	}

	/**
	 * Returns who is told of this connection's life.
	 * @return the listener given
	 */
	public ConnectionListener listener() {
		return this.settings.listener();
	}

	ConnectionSettings settings() {
		return this.settings;
	}

	Bindings bindings() {
		return this.bindings;
	}

	References references() {
		return this.references;
	}

	Failures failures() {
		return this.failures;
	}

	Counters counters() {
		return this.counters;
	}

	Lanes lanes() {
		return this.lanes;
	}

	LanePool pool() {
		return this.pool;
	}

	Caller caller() {
		return this.caller;
	}

	CallServer server() {
		return this.server;
	}

	@Nullable ProtocolException violation() {
		return this.violation;
	}

	/** Names the process for people, as {@code name[pid]}. */
	@Override
	public String toString() {
		Hello peer = this.hello.isCompletedExceptionally() ? null : this.hello.getNow(null);
		return this.settings.name() + "[" + ((peer != null) ? peer.pid() : "?") + "]";
	}

}
