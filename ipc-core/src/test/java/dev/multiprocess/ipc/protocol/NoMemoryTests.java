package dev.multiprocess.ipc.protocol;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("When memory runs out")
class NoMemoryTests extends VictimTest {

	/** More than is kept. */
	private static final int LARGE = 2 * FrameBuffer.KEPT;

	@TempDir
	private Path folder;

	/** Has no memory for anything but to be closed. */
	private static final class Starved implements Channel {

		private volatile boolean closed;

		@Override
		public int read(ByteBuffer target) {
			throw new OutOfMemoryError("on purpose");
		}

		@Override
		public int write(ByteBuffer source) {
			throw new OutOfMemoryError("on purpose");
		}

		@Override
		public void await(int interest, long nanos) {
			throw new OutOfMemoryError("on purpose");
		}

		@Override
		public void wake() {
			throw new OutOfMemoryError("on purpose");
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	@Test
	@DisplayName("in a handshake, its channel is closed and the reason known")
	void handshake() {
		Starved channel = new Starved();
		this.victim.rendezvous.accept(channel);
		Eventually.until(() -> "not closed", () -> channel.closed);
		assertThat(this.victim.rendezvous.refusal()).contains("OutOfMemoryError");
	}

	@ParameterizedTest
	@EnumSource(value = Purpose.class, names = "CONTROL", mode = EnumSource.Mode.EXCLUDE)
	@DisplayName("for a lane that the peer has connected, its channel is closed, and nothing of it is kept")
	void accepted(Purpose purpose) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			Starved channel = new Starved();
			int id = (purpose == Purpose.CONNECTOR_CALLS) ? 101 : 102;
			// Closed before it came, so that it is woken when it comes.
			connection.lanes.peerClosed(id, 0);
			assertThatExceptionOfType(OutOfMemoryError.class)
				.isThrownBy(() -> connection.opener.accepted(channel, new Subject(purpose, id)));
			assertThat(channel.closed).isTrue();
			assertThat(connection.lanes.isKnown(id)).isFalse();
		}
	}

	@Test
	@DisplayName("when a lane is offered shared memory, no file of it is left")
	void offer() throws Exception {
		SharedMemory memory = SharedMemory.in(this.folder, 1);
		Starved channel = new Starved();
		LaneTransport transport = new LaneTransport(new Exchange(channel, Deadline.NONE), channel, memory);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(transport::offer);
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	@DisplayName("a large frame that was written can be given up, since that takes none")
	void written() {
		FrameBuffer buffer = new FrameBuffer(Integer.MAX_VALUE);
		byte[] first = buffer.bytes();
		for (int i = 0; i < LARGE / Long.BYTES; i++) {
			buffer.putLong(i);
		}
		byte[] large = buffer.bytes();
		assertThat(large.length).isGreaterThanOrEqualTo(LARGE);
		buffer.reset();
		assertThat(buffer.bytes()).isSameAs(first);
		assertOnlyOwner(large);
	}

	@Test
	@DisplayName("a large frame that was read can be given up, since that takes none")
	void read() {
		IncomingFrames frames = new IncomingFrames(Integer.MAX_VALUE);
		byte[] first = frames.bytes();
		ByteBuffer arriving = ByteBuffer.allocate(4 + LARGE).putInt(0, LARGE);
		while (arriving.hasRemaining()) {
			assertThat(frames.hasNext()).isFalse();
			while (frames.target().hasRemaining() && arriving.hasRemaining()) {
				frames.target().put(arriving.get());
			}
		}
		assertThat(frames.hasNext()).isTrue();
		byte[] large = frames.bytes();
		frames.consume();
		assertThat(frames.bytes()).isSameAs(first);
		assertThat(frames.target().position()).isZero();
		assertOnlyOwner(large);
	}

	/** It is given to others once. */
	private static void assertOnlyOwner(byte[] large) {
		List<byte[]> taken = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			taken.add(LargeArrays.grow(new byte[0], 0, LargeArrays.SHORTEST, Integer.MAX_VALUE));
		}
		assertThat(taken.stream().filter((array) -> array == large)).hasSize(1);
	}

}
