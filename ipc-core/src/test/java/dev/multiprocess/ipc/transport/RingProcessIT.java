package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.testing.Soak;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Rings between two processes")
@DisabledOnOs(OS.WINDOWS)
class RingProcessIT {

	private static final int CAPACITY = 64;

	@TempDir
	private Path folder;

	/** The other program, and the way to it. */
	private record Partner(Process process, Channel channel) implements AutoCloseable {

		void kill() throws InterruptedException {
			this.process.destroyForcibly();
			assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}

		@Override
		public void close() throws Exception {
			this.channel.close();
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				kill();
				throw new AssertionError("The other program did not notice the end");
			}
		}

	}

	private Partner start(int capacity, String what, int number) throws Exception {
		BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
		try (UnixListener listener = UnixListener.bind(this.folder.resolve(RingPartner.SOCKET))) {
			listener.start("rings", accepted::add);
			SharedMemory memory = new SharedMemory(this.folder, 1, capacity);
			SharedMemory.Slot slot = Objects.requireNonNull(memory.offer());
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1",
					RingPartner.class.getName(), this.folder.toString(), what, String.valueOf(number))
				.inheritIO()
				.start();
			Channel socket = Objects.requireNonNull(accepted.poll(60, TimeUnit.SECONDS));
			RingPartner.read(socket, ByteBuffer.allocate(1));
			memory.settled(slot);
			return new Partner(process, slot.link(socket));
		}
	}

	private static ByteBuffer message(Random random, int length) {
		byte[] content = new byte[4 + length];
		random.nextBytes(content);
		return ByteBuffer.wrap(content).putInt(0, length);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, CAPACITY, 4096 })
	@Timeout(1200)
	@DisplayName("carry messages of any length at any pace, none lost or changed, and nobody waits in vain")
	void anyPace(int capacity) throws Exception {
		int messages = Soak.times(200_000);
		Random random = new Random();
		long start = System.nanoTime();
		try (Partner partner = start(capacity, "echo", random.nextInt())) {
			for (int i = 0; i < messages; i++) {
				int length = switch (i % 8) {
					// With its length, as many bytes as fit, one less, one more.
					case 0 -> capacity - 4;
					case 1 -> capacity - 5;
					case 2 -> capacity - 3;
					default -> random.nextInt(3 * capacity);
				};
				ByteBuffer message = message(random, Math.max(0, length));
				RingPartner.write(partner.channel(), message);
				RingPartner.linger(random);
				ByteBuffer reply = ByteBuffer.allocate(message.getInt(0));
				assertThat(RingPartner.read(partner.channel(), reply)).isTrue();
				assertThat(reply.flip()).isEqualTo(message.position(4));
			}
		}
		Soak.tell("messages through rings of " + capacity, messages, start);
	}

	@Test
	@DisplayName("tell the writer of a reader that is killed while it waits, and that it took nothing")
	void readerKilled() throws Exception {
		try (Partner partner = start(CAPACITY, "read", 10)) {
			RingPartner.write(partner.channel(), ByteBuffer.allocate(5));
			partner.kill();
			assertThatThrownBy(() -> {
				RingPartner.write(partner.channel(), ByteBuffer.allocate(CAPACITY / 2));
				// Not noticed if it was about to park.
				if (!RingPartner.read(partner.channel(), ByteBuffer.allocate(1))) {
					throw new IOException("the end");
				}
			}).isInstanceOf(IOException.class);
			assertThat(partner.channel().isUntaken()).isTrue();
		}
	}

	@Test
	@DisplayName("tell a writer that waits for room of a reader that is killed")
	void readerKilledWhileFull() throws Exception {
		try (Partner partner = start(CAPACITY, "read", 10)) {
			RingPartner.write(partner.channel(), ByteBuffer.allocate(10));
			Thread killer = new Thread(() -> partner.process().destroyForcibly());
			killer.start();
			assertThatThrownBy(() -> RingPartner.write(partner.channel(), ByteBuffer.allocate(CAPACITY + 1)))
				.isInstanceOf(IOException.class);
			killer.join();
		}
	}

	@Test
	@DisplayName("deliver what a writer wrote that was killed half-way, then the end")
	void writerKilled() throws Exception {
		try (Partner partner = start(CAPACITY, "half", 3)) {
			ByteBuffer target = ByteBuffer.allocate(100);
			assertThat(RingPartner.read(partner.channel(), target)).isFalse();
			assertThat(new String(target.array(), 0, target.position())).isEqualTo("0123456789".repeat(3));
			assertThat(partner.process().waitFor()).isEqualTo(9);
		}
	}

}
