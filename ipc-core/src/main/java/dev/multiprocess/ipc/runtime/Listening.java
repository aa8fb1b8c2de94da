package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.process.MeetingPlace;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.protocol.Guests;
import dev.multiprocess.ipc.protocol.Rendezvous;
import dev.multiprocess.ipc.transport.UnixListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one object to every program that connects to an address and knows its secret.
 * Safe for use by any number of threads.
 */
final class Listening implements Ipc.Listener, Guests {

	private static final Logger logger = LoggerFactory.getLogger(Listening.class);

	/** Handshakes at a time, of newcomers and of lanes. */
	private static final int HANDSHAKES = 128;

	/** How long one who knows the secret may keep a place without saying hello. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Wiring wiring;

	private final Init init;

	private final Address address;

	private final byte[] secret;

	private final UnixListener listener;

	@GuardedBy("this")
	private final Set<Peer> peers = new LinkedHashSet<>();

	@GuardedBy("this")
	private int count;

	@GuardedBy("this")
	private boolean closed;

	private final Consumer<Listening> whenClosed;

	private Listening(Wiring wiring, Init init, Address address, Consumer<Listening> whenClosed) throws IOException {
		this.wiring = wiring;
		this.init = init;
		this.address = address;
		this.whenClosed = whenClosed;
		this.listener = UnixListener.replace(address.place().socket());
		this.secret = createSecret(address.place(), this.listener);
	}

	private static byte[] createSecret(MeetingPlace place, UnixListener listener) throws IOException {
		byte[] secret = null;
		try {
			secret = place.createSecret();
			return secret;
		}
		finally {
			if (secret == null) {
				listener.close();
			}
		}
	}

	/**
	 * Starts to listen.
	 * @param wiring makes the connections
	 * @param init what is served
	 * @param address where to listen
	 * @param whenClosed told when it lets nobody in any more
	 * @throws AddressException if that is not possible
	 */
	static Listening open(Wiring wiring, Init init, Address address, Consumer<Listening> whenClosed) {
		address.place().checkFolder();
		boolean started = false;
		Listening opened = null;
		try {
			opened = new Listening(wiring, init, address, whenClosed);
			opened.start();
			started = true;
			return opened;
		}
		catch (IOException ex) {
			throw new AddressException(address.text(), Reason.UNUSABLE, "cannot be listened at (" + ex + ")", ex);
		}
		finally {
			if (opened != null && !started) {
				opened.stopAccepting();
			}
		}
	}

	private void start() {
		Rendezvous rendezvous = new Rendezvous(this.address.name(), this.secret, this.wiring.workers(), HANDSHAKES,
				this);
		this.listener.start(this.address.name(), rendezvous::accept);
		logger.info("Listening at {}", this.address.place());
	}

	@Override
	public String address() {
		return this.address.place().toString();
	}

	@Override
	public synchronized @Nullable Guest admit() {
		if (this.closed || this.peers.size() >= most()) {
			return null;
		}
		Peer peer = new Peer(this.address.name() + "-" + (++this.count), this.wiring);
		this.peers.add(peer);
		this.wiring.partners().add(peer);
		return new Visitor(peer);
	}

	@Override
	public int most() {
		return this.wiring.settings().maxConnections();
	}

	/**
	 * A program that has proved itself.
	 */
	private final class Visitor implements Guest {

		private final Peer peer;

		Visitor(Peer peer) {
			this.peer = peer;
		}

		@Override
		public ConnectionSettings settings() {
			return this.peer.settings(Listening.this.secret, Listening.this.init);
		}

		@Override
		public void arrived(Connection connection) {
			connection.whenDisconnected().thenRun(this::missed);
			this.peer.connected(connection, PATIENCE);
		}

		@Override
		public void missed() {
			forget(this.peer);
		}

	}

	private synchronized void forget(Peer peer) {
		this.peers.remove(peer);
		this.wiring.partners().remove(peer);
	}

	@Override
	public void close() {
		Partners.close(stopAccepting());
	}

	/** Lets nobody in any more; returns who is there. */
	List<Peer> stopAccepting() {
		List<Peer> present;
		synchronized (this) {
			present = List.copyOf(this.peers);
			if (this.closed) {
				return present;
			}
			this.closed = true;
		}
		try {
			// First the secret: without it, whoever listens next has the place alone.
			this.address.place().removeSecret(this.secret);
		}
		catch (IOException ex) {
			logger.warn("The secret of {} could not be removed", this.address.place(), ex);
		}
		this.listener.close();
		this.whenClosed.accept(this);
		return present;
	}

	@Override
	public String toString() {
		return "Listener at " + this.address.place();
	}

}
