package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.multiprocess.ipc.protocol.HandshakeException.Reason;
import dev.multiprocess.ipc.transport.Channel;

/**
 * Reads and writes messages of known length on a channel until a deadline. For use by one
 * thread.
 */
final class Exchange {

	private final Channel channel;

	private final long deadline;

	Exchange(Channel channel, long deadline) {
		this.channel = channel;
		this.deadline = deadline;
	}

	ByteBuffer read(int count) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(count);
		while (target.hasRemaining()) {
			int read = this.channel.read(target);
			if (read < 0) {
				throw new IOException("it closed the channel after " + target.position() + " of " + count + " bytes");
			}
			if (read == 0) {
				await(Channel.READ);
			}
		}
		return target.flip();
	}

	void write(byte[] bytes) throws IOException {
		ByteBuffer source = ByteBuffer.wrap(bytes);
		while (source.hasRemaining()) {
			if (this.channel.write(source) == 0) {
				await(Channel.WRITE);
			}
		}
	}

	private void await(int interest) throws IOException {
		long left = Deadline.left(this.deadline);
		if (left <= 0) {
			throw new HandshakeException(Reason.SILENT, "it stayed silent");
		}
		if (Thread.currentThread().isInterrupted()) {
			throw new IOException("the handshake was interrupted");
		}
		this.channel.await(interest, left);
	}

}
