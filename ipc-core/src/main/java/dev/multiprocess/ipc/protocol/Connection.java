package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc.Registration;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.Stats;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one peer: objects and calls in both directions, until either side ends
 * it.
 *
 * Becoming closed happens once and ends every wait: those of callers and serving threads
 * through their lane, those for a lane through the pool, those for the peer's hello.
 *
 * <h2>Threads</h2> The control channel's thread moves bytes only; everything that may run
 * user code goes to the cleanup thread or a serving thread. Locks are leaves: none is
 * held while another is taken, except a lane's own under the pool's.
 */
public final class Connection {

	final ConnectionSettings settings;

	private final ControlChannel control;

	final Bindings bindings;

	final References references;

	final Failures failures;

	final Counters counters = new Counters();

	final Lanes lanes;

	final LaneOpener opener;

	final LanePool pool;

	final Caller caller;

	final CallServer server = new CallServer(this);

	final PeerStart peerStart = new PeerStart();

	final Life life = new Life();

	Connection(ConnectionSettings settings, Channel control, Credentials lanes, @Nullable Connector connector) {
		this.settings = settings;
		this.bindings = new Bindings(this, settings);
		this.references = new References(this, settings);
		this.failures = new Failures(this, settings.exit());
		this.lanes = new Lanes(this, settings);
		this.opener = new LaneOpener(this, this.lanes, connector, lanes, settings);
		this.pool = new LanePool(this, settings);
		this.caller = new Caller(this, this.pool);
		this.control = new ControlChannel(control, new ControlReceiver(this), this::controlEnded);
	}

	/**
	 * Connects to a peer that accepts, and serves it.
	 * @param settings what the connection is made of
	 * @param connector reaches the peer
	 * @return the connection; the peer has proved itself
	 * @throws IOException if the peer cannot be reached, or one side cannot prove itself
	 * to the other
	 */
	public static Connection connect(ConnectionSettings settings, Connector connector) throws IOException {
		return Approach.to(settings.secret(), connector, Handshake.TIMEOUT).connect(settings, true);
	}

	/** Says hello, and in the same breath that this side serves if it does. */
	void start(boolean serving) {
		send(ControlReceiver.hello(this));
		if (serving) {
			serve();
		}
		this.control.start("ipc-" + this.settings.name() + "-control");
		this.settings.codec().prepare();
	}

	/** Tells the peer that this side serves. To be called once. */
	public void serve() {
		send(new ControlMessage.Ready());
	}

	/** Tells the peer why this side will never serve, and waits until it has hung up. */
	public void failed(Throwable reason) {
		Hello peer = this.peerStart.helloNow();
		if (peer != null) {
			this.settings.listener().leaving(Duration.ofMillis(peer.limits().graceMillis()));
		}
		send(new ControlMessage.Failed(StartFailure.of(reason)));
		whenDisconnected().completeOnTimeout(null, Approach.FAREWELL.toMillis(), TimeUnit.MILLISECONDS).join();
		lost();
	}

	/**
	 * Returns what the peer says of itself.
	 * @return completes when it serves; or exceptionally if the connection ends before,
	 * with a {@link RemoteCallException} if the peer told why it will never serve
	 */
	public CompletableFuture<Introduction> peer() {
		return this.peerStart.serving().copy();
	}

	/**
	 * Returns the peer's first object.
	 * @param <T> its type
	 * @param type a remote interface
	 * @return a proxy, the same for the same type
	 * @throws UnsupportedInterfaceException if the peer's first object is of another type
	 */
	public <T> T root(Class<T> type) {
		return this.references.root(type);
	}

	/** Returns the peer's hello, without which nothing is possible. */
	Hello helloNow() {
		Hello peer = this.peerStart.helloNow();
		if (peer == null) {
			throw this.failures.closed(false);
		}
		return peer;
	}

	/** Returns the connection behind a proxy; null for any other object. */
	public static @Nullable Connection of(Object object) {
		Import imported = RemoteInvocationHandler.importOf(object);
		return (imported != null) ? imported.connection : null;
	}

	/** Runs a callback when the object behind a proxy of this connection is gone. */
	public Registration addCleanup(Object proxy, Runnable callback) {
		return this.references.addCleanup(proxy, callback);
	}

	/** Returns whether calls are possible. */
	public boolean isOpen() {
		return this.life.isOpen();
	}

	/** Completes once, when calls are possible no more. */
	public CompletableFuture<Void> whenDisconnected() {
		return this.life.disconnected().copy();
	}

	/** Completes once, when cleanups have run. */
	public CompletableFuture<Void> whenClosed() {
		return this.life.closed().copy();
	}

	/**
	 * Ends the connection in order: no new calls, then time for those under way, but not
	 * for those that this thread stands on; then the cleanups run on this thread.
	 * @param grace the time for calls under way
	 */
	public void close(Duration grace) {
		leave();
		int own = CallStack.lanesOf(this);
		this.life.awaitCalls(() -> this.pool.busy() + this.lanes.serving() > own,
				Deadline.afterNanos(TimeUnit.NANOSECONDS.convert(grace)));
		disconnect("was closed", null, true);
	}

	/** Ends the connection because the process at its other end is known to be gone. */
	public void lost() {
		disconnect("was lost", null, false);
	}

	/** Starts no more root calls and tells the peer to start none. */
	public void leave() {
		if (this.life.leave()) {
			send(new ControlMessage.Goodbye());
		}
	}

	private void disconnect(String reason, @Nullable ProtocolException violation, boolean here) {
		if (!this.life.end(violation)) {
			return;
		}
		this.lanes.end();
		this.opener.end();
		this.pool.close();
		this.peerStart.end(new ConnectionClosedException(this + " " + reason, false, null));
		if (violation != null) {
			this.control.close();
			this.settings.listener().violated(violation);
		}
		else {
			this.control.finish();
		}
		this.life.disconnected().complete(null);
		this.settings.listener().closed();
		this.references.end(reason, here, () -> this.life.closed().complete(null));
	}

	private void controlEnded(@Nullable Throwable reason) {
		if (reason instanceof ProtocolException ex) {
			violated(ex);
		}
		else {
			lost();
		}
	}

	/** Ends the connection because the peer broke the protocol; returns what to throw. */
	ProtocolException violated(ProtocolException violation) {
		disconnect("broke the protocol", violation, false);
		return violation;
	}

	void sendIfRoom(ControlMessage message) {
		this.control.sendIfRoom(message);
	}

	/** Sends a control message; without effect once the connection is closed. */
	void send(ControlMessage message) {
		this.control.send(message);
	}

	/** Returns counts of what passed over the connection until now. */
	public Stats stats() {
		return this.lanes.stats(this.counters, this.references);
	}

	/** Returns who is told of this connection's life. */
	public ConnectionListener listener() {
		return this.settings.listener();
	}

	/** Names the process for people, as {@code name[pid]}. */
	@Override
	public String toString() {
		return this.settings.name() + "[" + this.peerStart.pid() + "]";
	}

}
