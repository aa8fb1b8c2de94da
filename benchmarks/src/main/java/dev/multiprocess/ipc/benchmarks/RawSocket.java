package dev.multiprocess.ipc.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The yardstick: as many bytes as a call takes, there and back over a blocking
 * Unix-domain socket, without any meaning.
 */
final class RawSocket implements AutoCloseable {

	/** As many bytes as the frames of {@code int add(int,int)} with small numbers. */
	private static final int REQUEST = 38;

	private static final int REPLY = 13;

	private final Path directory;

	private final Process process;

	private final SocketChannel channel;

	private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST);

	private final ByteBuffer reply = ByteBuffer.allocateDirect(REPLY);

	RawSocket() throws IOException {
		this.directory = Files.createTempDirectory("raw");
		Path path = this.directory.resolve("s");
		try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			server.bind(UnixDomainSocketAddress.of(path));
			this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
					System.getProperty("java.class.path"), Echo.class.getName(), path.toString())
				.inheritIO()
				.start();
			this.channel = server.accept();
		}
	}

	void roundTrip() throws IOException {
		write(this.channel, this.request.clear());
		read(this.channel, this.reply.clear());
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
	public void close() throws IOException {
		this.channel.close();
		this.process.destroy();
		Files.deleteIfExists(this.directory.resolve("s"));
		Files.delete(this.directory);
	}

	/**
	 * The other end.
	 */
	static final class Echo {

		private Echo() {
		}

		public static void main(String[] args) throws IOException {
			try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
				ByteBuffer request = ByteBuffer.allocateDirect(REQUEST);
				ByteBuffer reply = ByteBuffer.allocateDirect(REPLY);
				while (read(channel, request.clear())) {
					write(channel, reply.clear());
				}
			}
		}

	}

}
