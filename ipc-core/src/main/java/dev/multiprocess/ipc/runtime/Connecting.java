package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.protocol.Connection;
import dev.multiprocess.ipc.protocol.HandshakeException;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import dev.multiprocess.ipc.transport.SocketLink;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one program that listens. Used once, by one thread.
 */
final class Connecting {

	/** How long the queue of who listens may be full. */
	private static final Duration QUEUE = Duration.ofSeconds(2);

	/** How long who listens may take to say hello, and again to tell its first object. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * Who listens may be starting or ending, so that socket and secret do not match for a
	 * moment. With the pauses between, 10 ms doubled each time, this takes 0.6 s.
	 */
	private static final int ATTEMPTS = 7;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

	private final Address address;

	private final Peer peer;

	Connecting(Wiring wiring, Address address) {
		this.address = address;
		this.peer = new Peer(address.name(), wiring);
	}

	/** Returns who is connected to in the end. */
	Peer peer() {
		return this.peer;
	}

	/**
	 * Connects.
	 * @param type the type of the first object of the program that listens
	 * @return a proxy of it, or empty if nobody listens and that is fine
	 */
	<I extends Init> Optional<I> connect(Class<I> type) {
		Connection connection = open();
		if (connection == null) {
			return Optional.empty();
		}
		return Optional.of(root(greeted(connection), type));
	}

	private @Nullable Connection open() {
		Duration pause = FIRST_PAUSE;
		for (int attempt = 1;; attempt++) {
			try {
				Channel channel = reach();
				return (channel != null) ? shakeHands(channel) : null;
			}
			catch (Unsettled ex) {
				if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
					throw ex.failure;
				}
			}
			LockSupport.parkNanos(pause.toNanos());
			pause = pause.multipliedBy(2);
		}
	}

	/**
	 * A failure that another attempt may not meet.
	 */
	private static final class Unsettled extends Exception {

		private final transient AddressException failure;

		Unsettled(AddressException failure) {
			super(failure);
			this.failure = failure;
		}

	}

	/** Returns a channel, or null if nobody listens and that is fine. */
	private @Nullable Channel reach() {
		try {
			return SocketLink.connect(socket(), QUEUE);
		}
		catch (NoSuchFileException | ConnectException ex) {
			if (this.address.optional()) {
				return null;
			}
			throw failure(Reason.NOBODY_LISTENS, "cannot be connected to: nobody listens there; start the program"
					+ " that does, or connect to 'auto:" + socket() + "' if it may be missing", ex);
		}
		catch (IOException ex) {
			throw failure(Reason.UNUSABLE, "cannot be connected to (" + ex + ")", ex);
		}
	}

	private Path socket() {
		return this.address.place().socket();
	}

	private Connection shakeHands(Channel channel) throws Unsettled {
		// The first channel is there already: only who listens has a secret that counts.
		AtomicReference<@Nullable Channel> first = new AtomicReference<>(channel);
		Connector connector = (patience) -> {
			Channel made = first.getAndSet(null);
			return (made != null) ? made : SocketLink.connect(socket(), patience);
		};
		byte[] secret = null;
		try {
			secret = this.address.place().readSecret();
			if (secret == null) {
				throw new Unsettled(failure(Reason.NOT_TRUSTED, "cannot be connected to: the secret beside it, "
						+ socket() + ".secret, is missing; start the program that listens anew", null));
			}
			return Connection.connect(this.peer.settings(secret, null), connector);
		}
		catch (HandshakeException ex) {
			AddressException failure = failure(ex);
			if (ex.reason() == HandshakeException.Reason.SECRET && secret != null
					&& !Arrays.equals(secret, this.address.place().readSecret())) {
				throw new Unsettled(failure);
			}
			throw failure;
		}
		catch (IOException ex) {
			throw new Unsettled(failure(Reason.NO_ANSWER,
					"was connected to, but " + ex.getMessage() + "; programs of other users are not let in", ex));
		}
		finally {
			Channel unused = first.get();
			if (unused != null) {
				unused.close();
			}
		}
	}

	private AddressException failure(HandshakeException ex) {
		return switch (ex.reason()) {
			case SECRET -> failure(Reason.NOT_TRUSTED, "was not connected to: who listens there does not know the"
					+ " secret in " + socket() + ".secret, which another program must have written", ex);
			case FULL -> failure(Reason.FULL, "was not connected to: " + ex.getMessage()
					+ "; close one, or raise Ipc.Builder.maxConnections where it listens", ex);
			case SILENT -> failure(Reason.NO_ANSWER,
					"was connected to, but does not answer; has the program that listens been stopped?", ex);
		};
	}

	private AddressException failure(Reason reason, String what, @Nullable Throwable cause) {
		return new AddressException(this.address.text(), reason, what, cause);
	}

	private Connection greeted(Connection opened) {
		try {
			return this.peer.connected(opened, PATIENCE).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(Reason.NO_ANSWER, "was not waited for: the thread was interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw failure(Reason.NO_ANSWER,
					(ex.getCause() instanceof TimeoutException)
							? "was connected to, but said nothing within " + PATIENCE.toSeconds() + " s"
							: "was connected to, but ended the connection before it served",
					ex.getCause());
		}
	}

	/** One that says hello and then nothing has not answered either. */
	private <I extends Init> I root(Connection connection, Class<I> type) {
		return FirstObject.of(this.peer, connection, type, PATIENCE.toNanos(), (ex) -> failure(Reason.NO_ANSWER,
				"was connected to, but did not tell its first object within " + PATIENCE.toSeconds() + " s", ex));
	}

}
