package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.multiprocess.ipc.AddressException;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts channels on a Unix-domain socket, from processes of one user. Safe for use by
 * any thread.
 */
public final class UnixListener implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(UnixListener.class);

	private final ServerSocketChannel server;

	private final SocketFile file;

	private final String user;

	private UnixListener(ServerSocketChannel server, SocketFile file, String user) {
		this.server = server;
		this.file = file;
		this.user = user;
	}

	/**
	 * Binds a socket to a path at which there is nothing; nobody is accepted yet.
	 * @param path the socket's file
	 * @return the listener
	 * @throws IOException if the socket cannot be bound
	 */
	public static UnixListener bind(Path path) throws IOException {
		return bind(path, SocketFile::bind);
	}

	/**
	 * Binds a socket, for this user only, to a path that may be known to others; nobody
	 * is accepted yet. One at which nobody listens any more is replaced.
	 * @param path the socket's file
	 * @return the listener
	 * @throws AddressException if another program listens there, or there is no socket
	 * but something else
	 * @throws IOException if the socket cannot be bound
	 */
	public static UnixListener replace(Path path) throws IOException {
		return bind(path, SocketFile::replace);
	}

	/**
	 * A way to bind a socket.
	 */
	@FunctionalInterface
	private interface Binding {

		SocketFile bind(ServerSocketChannel server, Path path) throws IOException;

	}

	private static UnixListener bind(Path path, Binding binding) throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			SocketFile file = binding.bind(server, path);
			return new UnixListener(server, file, Files.getOwner(path).getName());
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Accepts channels on a thread of its own until this listener is closed.
	 * @param name names the thread
	 * @param accepted receives each channel on that thread, so must not block
	 */
	public void start(String name, Consumer<Channel> accepted) {
		DaemonThread.create("ipc-" + name + "-accept", () -> acceptAll(accepted)).start();
	}

	private void acceptAll(Consumer<Channel> accepted) {
		while (this.server.isOpen()) {
			try {
				SocketChannel socket = this.server.accept();
				if (isAllowed(socket)) {
					accepted.accept(SocketLink.of(socket));
				}
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				// Of one connection, or for lack of descriptors or threads; the next one
				// may fare better.
				if (this.server.isOpen()) {
					logger.warn("A connection to {} could not be accepted", this.file.path(), ex);
					pause();
				}
			}
		}
	}

	/** Out of descriptors, say: trying again at once would only spin. */
	private static void pause() {
		try {
			Thread.sleep(100);
		}
		catch (InterruptedException ignored) {
			// Nobody interrupts this thread; it ends when the listener is closed.
		}
	}

	/** Returns whether a connection may stay; if not, it is closed. */
	private boolean isAllowed(SocketChannel socket) throws IOException {
		boolean allowed = false;
		try {
			allowed = !socket.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
					|| isAllowed(socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName());
			return allowed;
		}
		finally {
			if (!allowed) {
				socket.close();
			}
		}
	}

	private boolean isAllowed(String peer) {
		if (!peer.equals(this.user)) {
			logger.warn("A connection to {} by user {} was refused, only {} may connect", this.file.path(), peer,
					this.user);
			return false;
		}
		return true;
	}

	/**
	 * Stops accepting and removes the socket's file; channels accepted before live on.
	 */
	@Override
	public void close() {
		try {
			// First the file: as long as the socket is open, nobody takes it for a dead
			// one.
			this.file.delete();
		}
		catch (IOException ex) {
			logger.debug("{} could not be removed", this.file.path(), ex);
		}
		try {
			this.server.close();
		}
		catch (IOException ex) {
			logger.debug("The socket at {} could not be closed", this.file.path(), ex);
		}
	}

}
