package dev.multiprocess.ipc.benchmarks.contender;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A yardstick: as many bytes as a call takes, there and back over a blocking Unix-domain
 * socket, without any meaning.
 */
public final class RawSocketContender implements Contender {

	/** What it is called in a table. */
	public static final String NAME = "raw Unix socket, blocking";

	/** As many bytes as the frames of {@code int add(int,int)} with small numbers. */
	private static final int REQUEST = 38;

	private static final int REPLY = 13;

	private final ChildJvm worker;

	private final SocketChannel small;

	private final SocketChannel large;

	private final Map<Operation, Action> actions;

	/**
	 * Starts a worker and lets it connect.
	 * @throws IOException if that failed
	 */
	public RawSocketContender() throws IOException {
		Path directory = Files.createTempDirectory("raw");
		Path path = directory.resolve("s");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(path));
			this.worker = new ChildJvm(Worker.class, path.toString());
			this.small = server.accept();
			this.large = server.accept();
		}
		finally {
			Files.deleteIfExists(path);
			Files.delete(directory);
		}
		this.actions = Map.of(Operation.ADD, roundTrip(this.small, REQUEST, REPLY), Operation.ECHO_MEBIBYTE,
				roundTrip(this.large, MEBIBYTE, MEBIBYTE));
	}

	private static Action roundTrip(SocketChannel channel, int requestSize, int replySize) {
		ByteBuffer request = ByteBuffer.allocateDirect(requestSize);
		ByteBuffer reply = ByteBuffer.allocateDirect(replySize);
		return () -> {
			write(channel, request.clear());
			if (!read(channel, reply.clear())) {
				throw new IOException("The worker of the raw socket ended");
			}
		};
	}

	private static void write(SocketChannel channel, ByteBuffer source) throws IOException {
		while (source.hasRemaining()) {
			channel.write(source);
		}
	}

	private static boolean read(SocketChannel channel, ByteBuffer target) throws IOException {
		while (target.hasRemaining()) {
			if (channel.read(target) < 0) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Map<Operation, Action> actions() {
		return this.actions;
	}

	@Override
	public boolean sharedByThreads() {
		return false;
	}

	@Override
	public void close() throws IOException {
		this.small.close();
		this.large.close();
		this.worker.close();
	}

	/**
	 * The other end: a thread for each of the two sizes.
	 */
	static final class Worker {

		private Worker() {
		}

		public static void main(String[] args) throws IOException {
			ChildJvm.endWithParent();
			SocketChannel small = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
			SocketChannel large = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
			new Thread(() -> serve(large, MEBIBYTE, MEBIBYTE)).start();
			serve(small, REQUEST, REPLY);
		}

		private static void serve(SocketChannel channel, int requestSize, int replySize) {
			ByteBuffer request = ByteBuffer.allocateDirect(requestSize);
			ByteBuffer reply = ByteBuffer.allocateDirect(replySize);
			try (channel) {
				while (read(channel, request.clear())) {
					write(channel, reply.clear());
				}
			}
			catch (IOException ignored) {
				// The parent has closed its end, and says so by other means, too.
			}
		}

	}

}
