package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.transport.SharedMemory.Slot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The memory that two processes share")
@DisabledOnOs(OS.WINDOWS)
class SharedMemoryTests {

	@TempDir
	private Path folder;

	/** Both ends of one slot, and the channels made of it. */
	private record Agreed(Slot offered, Slot taken, Channel near, Channel far) {

		Agreed(Slot offered, Slot taken, Channel[] bells) {
			this(offered, taken, offered.link(bells[0]), taken.link(bells[1]));
		}

		void close() {
			this.near.close();
			this.far.close();
		}

	}

	private Agreed agree(SharedMemory maker, SharedMemory taker) throws IOException {
		Slot offered = Objects.requireNonNull(maker.offer());
		Slot taken = Objects.requireNonNull(taker.take(offered.number()));
		maker.settled(offered);
		return new Agreed(offered, taken, MemoryLink.pair());
	}

	private SharedMemory memory() {
		return SharedMemory.in(this.folder, 4);
	}

	private static void assertCarries(Channel from, Channel to) throws IOException {
		from.write(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		ByteBuffer target = ByteBuffer.allocate(9);
		assertThat(to.read(target)).isEqualTo(3);
		assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
	}

	@Test
	@DisplayName("carries bytes both ways")
	void bothWays() throws Exception {
		Agreed agreed = agree(memory(), memory());
		assertCarries(agreed.near, agreed.far);
		assertCarries(agreed.far, agreed.near);
		agreed.close();
	}

	@Test
	@DisplayName("is a file of this user alone, of its full size, and gone once both have mapped it")
	void file() throws Exception {
		SharedMemory maker = memory();
		Slot offered = Objects.requireNonNull(maker.offer());
		Path file = this.folder.resolve("r" + offered.number());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(file).hasSize(2 * (Ring.HEADER + RingFile.CAPACITY));
		assertThat(memory().take(offered.number())).isNotNull();
		maker.settled(offered);
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	@DisplayName("is used again after both sides have closed it, not before, and is empty then")
	void usedAgain() throws Exception {
		SharedMemory maker = memory();
		SharedMemory taker = memory();
		Agreed first = agree(maker, taker);
		first.near.write(ByteBuffer.wrap(new byte[] { 9 }));
		first.near.close();
		Agreed second = agree(maker, taker);
		assertThat(second.offered.number()).isNotEqualTo(first.offered.number());
		first.far.close();
		first.near.peerClosed();
		Agreed third = agree(maker, taker);
		assertThat(third.offered).isSameAs(first.offered);
		assertThat(third.taken).isSameAs(first.taken);
		assertThat(third.far.read(ByteBuffer.allocate(1))).isZero();
		assertCarries(third.near, third.far);
		second.close();
		third.close();
	}

	@Test
	@DisplayName("is not used again by a side that has not closed it")
	void inUse() throws Exception {
		SharedMemory taker = memory();
		Agreed agreed = agree(memory(), taker);
		assertThatThrownBy(() -> taker.take(agreed.offered.number())).isInstanceOf(IOException.class)
			.hasMessageContaining("in use");
		agreed.close();
	}

	@Test
	@DisplayName("has no more slots than told")
	void most() {
		SharedMemory maker = SharedMemory.in(this.folder, 2);
		assertThat(maker.offer()).isNotNull();
		assertThat(maker.offer()).isNotNull();
		assertThat(maker.offer()).isNull();
	}

	@Test
	@DisplayName("is done without where it cannot be made, which is said once")
	void refused() {
		SharedMemory maker = SharedMemory.in(this.folder.resolve("none"), 4);
		try (Log log = new Log()) {
			assertThat(maker.offer()).isNull();
			assertThat(maker.offer()).isNull();
			assertThat(log.events.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains(this.folder.toString(), "NoSuchFile", "go over the socket");
		}
	}

	@Test
	@DisplayName("is offered no more to a peer that declined it")
	void declined() {
		SharedMemory maker = memory();
		try (Log log = new Log()) {
			maker.declined(Objects.requireNonNull(maker.offer()));
			assertThat(maker.offer()).isNull();
			assertThat(log.events.list).hasSize(1);
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1024, 1025, 4096 + 1024 + 2, 3 * 4096 + 1024 })
	@DisplayName("is declined if the file is no pair of rings")
	void noRings(int size) throws Exception {
		Files.write(this.folder.resolve("r1"), new byte[size]);
		try (Log log = new Log()) {
			assertThat(memory().take(1)).isNull();
			assertThat(log.events.list).hasSize(1);
		}
	}

	@Test
	@DisplayName("is declined if the file is a link or missing")
	void link() throws Exception {
		RingFile.make(this.folder.resolve("elsewhere"), 64);
		Files.createSymbolicLink(this.folder.resolve("r1"), this.folder.resolve("elsewhere"));
		try (Log log = new Log()) {
			SharedMemory taker = memory();
			assertThat(taker.take(1)).isNull();
			assertThat(taker.take(2)).isNull();
			assertThat(log.events.list).hasSize(1);
		}
	}

	/** What is logged meanwhile. */
	private static final class Log implements AutoCloseable {

		private final Logger logger = (Logger) LoggerFactory.getLogger(SharedMemory.class);

		private final ListAppender<ILoggingEvent> events = new ListAppender<>();

		private Log() {
			this.events.start();
			this.logger.addAppender(this.events);
		}

		@Override
		public void close() {
			this.logger.detachAppender(this.events);
		}

	}

}
