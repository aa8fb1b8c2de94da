package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A program at the other end of a pair of rings.
 */
final class RingPartner {

	/** The name of the socket in the folder. */
	static final String SOCKET = "s";

	private RingPartner() {
	}

	/**
	 * Takes the rings and does as told.
	 * @param args the folder, what to do, and a number for it
	 */
	public static void main(String[] args) throws Exception {
		Path folder = Path.of(args[0]);
		Channel socket = SocketLink.connect(folder.resolve(SOCKET), Duration.ofSeconds(30));
		SharedMemory.Slot slot = SharedMemory.in(folder, 1).take(1);
		if (slot == null) {
			throw new IllegalStateException("no memory");
		}
		socket.write(ByteBuffer.wrap(new byte[1]));
		Channel channel = slot.link(socket);
		int number = Integer.parseInt(args[2]);
		switch (args[1]) {
			case "echo" -> echo(channel, number);
			case "read" -> read(channel, ByteBuffer.allocate(number));
			case "half" -> {
				write(channel, ByteBuffer.wrap("0123456789".repeat(number).getBytes()));
				Runtime.getRuntime().halt(9);
			}
			default -> throw new IllegalArgumentException(args[1]);
		}
	}

	private static void echo(Channel channel, int seed) throws IOException {
		Random random = new Random(seed);
		ByteBuffer length = ByteBuffer.allocate(4);
		while (read(channel, length.clear())) {
			ByteBuffer message = ByteBuffer.allocate(length.getInt(0));
			read(channel, message);
			linger(random);
			write(channel, message.flip());
		}
	}

	/** Sometimes waits for so long that the other side parks. */
	static void linger(Random random) {
		if (random.nextInt(32) == 0) {
			LockSupport.parkNanos(random.nextInt(1_000_000));
		}
	}

	/** Fills a buffer; returns false at the end of the stream. */
	static boolean read(Channel channel, ByteBuffer target) throws IOException {
		while (target.hasRemaining()) {
			int count = channel.read(target);
			if (count < 0) {
				return false;
			}
			if (count == 0) {
				await(channel, Channel.READ);
			}
		}
		return true;
	}

	static void write(Channel channel, ByteBuffer source) throws IOException {
		while (source.hasRemaining()) {
			if (channel.write(source) == 0) {
				await(channel, Channel.WRITE);
			}
		}
	}

	/** A test that takes too long is interrupted. */
	private static void await(Channel channel, int interest) throws IOException {
		if (Thread.currentThread().isInterrupted()) {
			throw new IOException("interrupted");
		}
		channel.await(interest, -1);
	}

}
