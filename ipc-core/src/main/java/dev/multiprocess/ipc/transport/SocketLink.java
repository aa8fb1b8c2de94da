package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A channel over a connected Unix-domain socket.
 *
 * <p>
 * The socket is non-blocking and every wait is a {@code select}: an interrupt ends the
 * wait but, unlike that of a blocking read, does not close the socket.
 */
public final class SocketLink implements Channel {

	/**
	 * The JDK copies heap buffers to a cached native one of this size; larger pieces
	 * would each leave theirs cached.
	 */
	private static final int PIECE = 64 * 1024;

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	private final SocketChannel socket;

	private final Selector selector;

	private final SelectionKey key;

	private final Yields yields = new Yields();

	private SocketLink(SocketChannel socket, Selector selector) throws IOException {
		this.socket = socket;
		this.selector = selector;
		socket.configureBlocking(false);
		this.key = socket.register(selector, SelectionKey.OP_READ);
	}

	/**
	 * Takes over a connected socket; closes it if that fails.
	 * @param socket the socket
	 * @return the channel
	 * @throws IOException if no selector can be had
	 */
	static SocketLink of(SocketChannel socket) throws IOException {
		Selector selector = null;
		try {
			selector = Selector.open();
			return new SocketLink(socket, selector);
		}
		catch (IOException | RuntimeException ex) {
			closeAll(socket, selector);
			throw ex;
		}
	}

	/**
	 * Connects to a listening socket, unless its queue stays full for too long: then the
	 * program that listens has stopped. An interrupt ends the wait as well.
	 * @param path the socket's file
	 * @param patience how long to try
	 * @return the channel
	 * @throws NoSuchFileException if there is no such socket
	 * @throws ConnectException if nobody listens there
	 * @throws IOException if it cannot be reached
	 */
	public static Channel connect(Path path, Duration patience) throws IOException {
		long start = System.nanoTime();
		while (true) {
			SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
			try {
				// A blocking one would wait for room in the queue without end.
				socket.configureBlocking(false);
				socket.connect(UnixDomainSocketAddress.of(path));
			}
			catch (IOException | RuntimeException ex) {
				closeAll(socket, null);
				if (!Files.exists(path)) {
					throw new NoSuchFileException(path.toString());
				}
				boolean full = ex instanceof SocketException && !(ex instanceof ConnectException)
						&& Files.isWritable(path);
				if (!full || System.nanoTime() - start > patience.toNanos() || Thread.currentThread().isInterrupted()) {
					throw ex;
				}
				LockSupport.parkNanos(PAUSE);
				continue;
			}
			return of(socket);
		}
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		int limit = target.limit();
		target.limit(Math.min(limit, target.position() + PIECE));
		try {
			int count = this.socket.read(target);
			if (count > 0) {
				this.yields.reset();
			}
			return count;
		}
		finally {
			target.limit(limit);
		}
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		int limit = source.limit();
		source.limit(Math.min(limit, source.position() + PIECE));
		try {
			return this.socket.write(source);
		}
		finally {
			source.limit(limit);
		}
	}

	@Override
	public void await(int interest, long nanos) throws IOException {
		if (interest == READ && this.yields.yield()) {
			return;
		}
		try {
			int ops = ((interest & READ) != 0 ? SelectionKey.OP_READ : 0)
					| ((interest & WRITE) != 0 ? SelectionKey.OP_WRITE : 0);
			if (this.key.interestOps() != ops) {
				this.key.interestOps(ops);
			}
			if (nanos < 0) {
				this.selector.select(SocketLink::ignore);
			}
			else {
				// Rounded up: zero would mean for ever, and waking early would mean to
				// spin.
				this.selector.select(SocketLink::ignore, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
			}
		}
		catch (ClosedSelectorException | CancelledKeyException ex) {
			throw new ClosedChannelException();
		}
	}

	private static void ignore(SelectionKey key) {
		// What is ready shows when it is tried.
	}

	@Override
	public void wake() {
		this.selector.wakeup();
	}

	@Override
	public void close() {
		closeAll(this.socket, this.selector);
	}

	private static void closeAll(SocketChannel socket, @Nullable Selector selector) {
		try {
			socket.close();
		}
		catch (IOException ignored) {
			// Nothing that was written is lost by it, and there is nobody to act on it.
		}
		try {
			if (selector != null) {
				selector.close();
			}
		}
		catch (IOException ignored) {
			// As above.
		}
	}

}
