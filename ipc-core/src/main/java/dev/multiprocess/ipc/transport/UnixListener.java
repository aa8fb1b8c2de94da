package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

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

	private final Path path;

	private final String user;

	private UnixListener(ServerSocketChannel server, Path path, String user) {
		this.server = server;
		this.path = path;
		this.user = user;
	}

	/**
	 * Binds a socket; nobody is accepted yet.
	 * @param path the socket's file, in a folder whose owner is the only user to be
	 * accepted
	 * @return the listener
	 * @throws IOException if the socket cannot be bound
	 */
	public static UnixListener bind(Path path) throws IOException {
		String user = Files.getOwner(path.toAbsolutePath().getParent()).getName();
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(UnixDomainSocketAddress.of(path), 128);
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw ex;
		}
		return new UnixListener(server, path, user);
	}

	/**
	 * Accepts channels on a thread of its own until this listener is closed.
	 * @param name names the thread
	 * @param accepted receives each channel on that thread, so must not block
	 */
	public void start(String name, Consumer<Channel> accepted) {
		Thread thread = new Thread(() -> acceptAll(accepted), "ipc-" + name + "-accept");
		thread.setDaemon(true);
		thread.start();
	}

	private void acceptAll(Consumer<Channel> accepted) {
		while (this.server.isOpen()) {
			try {
				SocketChannel socket = this.server.accept();
				if (isAllowed(socket)) {
					accepted.accept(SocketLink.of(socket));
				}
				else {
					socket.close();
				}
			}
			catch (IOException ex) {
				if (this.server.isOpen()) {
					logger.warn("A connection to {} could not be accepted", this.path, ex);
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

	private boolean isAllowed(SocketChannel socket) throws IOException {
		if (!socket.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
			return true;
		}
		String peer = socket.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
		if (!peer.equals(this.user)) {
			logger.warn("A connection to {} by user {} was refused, only {} may connect", this.path, peer, this.user);
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
			this.server.close();
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			logger.debug("{} could not be removed", this.path, ex);
		}
	}

}
