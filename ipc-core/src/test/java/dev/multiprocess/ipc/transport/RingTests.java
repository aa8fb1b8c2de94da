package dev.multiprocess.ipc.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

import dev.multiprocess.ipc.ProtocolException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A ring")
class RingTests {

	private static final int WRITTEN = 0;

	private static final int NOTE = 16;

	private static final int NOTE_BYTES = 24;

	private static final int READ = 128;

	private static final int CAPACITY = 64;

	private final ByteBuffer memory = memory(CAPACITY);

	private final RingWriter writer = new RingWriter(new Ring(this.memory));

	private final RingReader reader = new RingReader(new Ring(this.memory));

	static ByteBuffer memory(int capacity) {
		return ByteBuffer.allocateDirect(Ring.HEADER + capacity + 8)
			.alignedSlice(8)
			.slice(0, Ring.HEADER + capacity)
			.order(ByteOrder.nativeOrder());
	}

	private static ByteBuffer bytes(int from, int count) {
		ByteBuffer bytes = ByteBuffer.allocate(count);
		for (int i = 0; i < count; i++) {
			bytes.put((byte) (from + i));
		}
		return bytes.flip();
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 64, 1024 })
	@DisplayName("carries bytes in order round and round, in pieces of any size")
	void anyPieces(int capacity) {
		ByteBuffer own = memory(capacity);
		RingWriter writing = new RingWriter(new Ring(own));
		RingReader reading = new RingReader(new Ring(own));
		Random random = new Random(capacity);
		int written = 0;
		int read = 0;
		for (int i = 0; i < 20_000; i++) {
			written += writing.write(bytes(written, 1 + random.nextInt(2 * capacity)), 0);
			ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(2 * capacity));
			int count = reading.read(target);
			assertThat(target.flip()).isEqualTo(bytes(read, count));
			read += count;
			assertThat(written - read).isBetween(0, capacity);
			if (random.nextBoolean()) {
				writing.acknowledge(reading.taken());
			}
		}
		assertThat(read).isGreaterThanOrEqualTo(20_000);
	}

	@Test
	@DisplayName("takes as much as it has room for, and then nothing until something is read")
	void full() {
		assertThat(this.writer.write(bytes(0, CAPACITY), 0)).isEqualTo(CAPACITY);
		assertThat(this.writer.isReady()).isFalse();
		assertThat(this.writer.write(bytes(0, 1), 0)).isZero();
		assertThat(this.reader.read(ByteBuffer.allocate(5))).isEqualTo(5);
		assertThat(this.writer.isReady()).isTrue();
		assertThat(this.writer.write(bytes(0, 9), 0)).isEqualTo(5);
		assertThat(this.writer.isTaken()).isFalse();
		while (this.reader.isReady()) {
			this.reader.read(ByteBuffer.allocate(7));
		}
		assertThat(this.reader.read(ByteBuffer.allocate(7))).isZero();
		assertThat(this.writer.isTaken()).isTrue();
	}

	@Test
	@DisplayName("counts on where an int would end")
	void manyBytes() {
		long start = Integer.MAX_VALUE - 3L;
		this.memory.putLong(WRITTEN, start + 10);
		ByteBuffer target = ByteBuffer.allocate(10);
		Ring ring = new Ring(this.memory);
		ring.copyIn(start, bytes(1, 10), 10);
		ring.copyOut(start, target, 10);
		assertThat(target.flip()).isEqualTo(bytes(1, 10));
		ring.note(start, bytes(20, 10), 10);
		assertThat(ring.copyNote(start - 1, target.clear(), 10)).isZero();
		assertThat(ring.copyNote(start + 10, target, 10)).isZero();
		assertThat(ring.copyNote(start + 8, target, 10)).isEqualTo(2);
		assertThat(target.flip()).isEqualTo(bytes(28, 2));
	}

	@ParameterizedTest
	@ValueSource(longs = { CAPACITY + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE, 1L << 32 })
	@DisplayName("refuses a writer that claims to have written what cannot be")
	void lyingWriter(long written) {
		this.memory.putLong(WRITTEN, written);
		assertThat(this.reader.isReady()).isTrue();
		assertThatThrownBy(() -> this.reader.read(ByteBuffer.allocate(8))).isInstanceOf(ProtocolException.class)
			.hasMessageContaining("a ring of 64 bytes");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 7, 8L + CAPACITY + 1 })
	@DisplayName("refuses a writer that takes back what was read, or laps the reader")
	void writerOutOfStep(long written) {
		this.writer.write(bytes(0, 8), 0);
		this.reader.read(ByteBuffer.allocate(8));
		this.memory.putLong(WRITTEN, written);
		assertThatThrownBy(() -> this.reader.read(ByteBuffer.allocate(8))).isInstanceOf(ProtocolException.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { CAPACITY + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE })
	@DisplayName("refuses a reader that claims to have read what cannot be")
	void lyingReader(long read) {
		this.writer.write(bytes(0, CAPACITY), 0);
		this.memory.putLong(READ, read);
		assertThatThrownBy(() -> this.writer.write(bytes(0, 1), 0)).isInstanceOf(ProtocolException.class)
			.hasMessageContaining("a ring of 64");
	}

	@Test
	@DisplayName("gives out copies, which stay when its memory changes")
	void copies() {
		this.writer.write(bytes(1, 8), 0);
		ByteBuffer target = ByteBuffer.allocate(8);
		this.reader.read(target);
		for (int i = 0; i < this.memory.capacity(); i++) {
			this.memory.put(i, (byte) 99);
		}
		assertThat(target.flip()).isEqualTo(bytes(1, 8));
	}

	@Test
	@DisplayName("puts a small message beside its count if its reader has taken all before it")
	void note() {
		this.writer.write(bytes(1, Ring.NOTE), 0);
		assertThat(noted()).isEqualTo(bytes(1, Ring.NOTE));
		assertThat(this.memory.get(Ring.HEADER)).isZero();
		this.writer.write(bytes(50, 3), 0);
		assertThat(noted()).isEqualTo(bytes(1, Ring.NOTE));
		ByteBuffer target = ByteBuffer.allocate(Ring.NOTE + 3);
		this.reader.read(target.limit(5));
		this.reader.read(target.limit(target.capacity()));
		this.reader.read(target);
		assertThat(target.slice(0, Ring.NOTE)).isEqualTo(bytes(1, Ring.NOTE));
		assertThat(target.slice(Ring.NOTE, 3)).isEqualTo(bytes(50, 3));
		// Whether it has taken that is not known yet.
		this.writer.write(bytes(60, 4), 0);
		assertThat(noted()).isEqualTo(bytes(1, Ring.NOTE));
		assertThat(this.reader.read(target.clear())).isEqualTo(4);
		this.writer.acknowledge(this.reader.taken());
		this.writer.write(bytes(70, 4), 0);
		assertThat(noted().slice(0, 4)).isEqualTo(bytes(70, 4));
		this.reader.read(target.clear());
		assertThat(target.flip()).isEqualTo(bytes(70, 4));
	}

	private ByteBuffer noted() {
		return this.memory.slice(NOTE_BYTES, Ring.NOTE);
	}

	@Test
	@DisplayName("tells with what it holds how much was taken of the other ring")
	void acknowledged() {
		this.writer.write(bytes(0, 1), 1L << 40);
		this.reader.read(ByteBuffer.allocate(1));
		assertThat(this.reader.acknowledged()).isEqualTo(1L << 40);
	}

	@Test
	@DisplayName("refuses a reader that acknowledges what it cannot have taken, not one that did so before")
	void lyingAcknowledgement() {
		this.writer.write(bytes(0, 8), 0);
		this.writer.acknowledge(8);
		this.writer.acknowledge(3);
		this.writer.acknowledge(-1);
		assertThatThrownBy(() -> this.writer.acknowledge(9)).isInstanceOf(ProtocolException.class)
			.hasMessageContaining("took 9 bytes out of a ring of 64");
		assertThatThrownBy(() -> this.writer.acknowledge(Long.MAX_VALUE)).isInstanceOf(ProtocolException.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 63, -1, Long.MIN_VALUE, Long.MAX_VALUE, 56 << 6 | 8, 1 << 6, 24L << 6 | 63 })
	@DisplayName("gives out bytes of its own only, whatever a note says to be")
	void lyingNote(long note) {
		this.writer.write(bytes(0, CAPACITY), 0);
		this.memory.putLong(NOTE, note);
		ByteBuffer target = ByteBuffer.allocate(CAPACITY);
		while (this.reader.isReady()) {
			int count = this.reader.read(target);
			assertThat(count).isIn(Ring.NOTE, CAPACITY - Ring.NOTE, 39, 25, 8, CAPACITY);
		}
		assertThat(target.hasRemaining()).isFalse();
	}

	@Test
	@DisplayName("frees what was read in pieces, so that the writer need not wait for all of it")
	void pieces() {
		int capacity = 4 * RingReader.PIECE;
		ByteBuffer own = memory(capacity);
		RingWriter writing = new RingWriter(new Ring(own));
		writing.write(bytes(0, capacity), 0);
		assertThat(new RingReader(new Ring(own)).read(ByteBuffer.allocate(capacity))).isEqualTo(RingReader.PIECE);
		assertThat(writing.write(bytes(0, capacity), 0)).isEqualTo(RingReader.PIECE);
	}

	@Test
	@DisplayName("begins anew when it is used again")
	void reset() {
		this.writer.write(bytes(0, 40), 0);
		this.reader.read(ByteBuffer.allocate(3));
		this.reader.announceWait();
		this.writer.announceWait();
		Ring ring = new Ring(this.memory);
		ring.reset();
		assertThat(ring.takeReaderWaits()).isFalse();
		assertThat(ring.takeWriterWaits()).isFalse();
		RingWriter nextWriter = new RingWriter(ring);
		RingReader nextReader = new RingReader(ring);
		assertThat(nextReader.isReady()).isFalse();
		assertThat(nextWriter.write(bytes(9, CAPACITY), 0)).isEqualTo(CAPACITY);
		assertThat(nextWriter.write(bytes(0, 1), 0)).isZero();
		ByteBuffer target = ByteBuffer.allocate(CAPACITY);
		nextReader.read(target);
		assertThat(target.flip()).isEqualTo(bytes(9, CAPACITY));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4, 12, 100 })
	@DisplayName("holds a power of two of bytes")
	void capacity(int capacity) {
		ByteBuffer own = memory(capacity);
		assertThatThrownBy(() -> new Ring(own)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	@DisplayName("tells only one of both who wants to be woken")
	void announcement() {
		this.reader.announceWait();
		assertThat(this.writer.isAwaited()).isTrue();
		assertThat(this.writer.isAwaited()).isFalse();
		this.reader.announceWait();
		this.reader.endWait();
		assertThat(this.writer.isAwaited()).isFalse();
		this.writer.announceWait();
		assertThat(this.reader.isAwaited()).isTrue();
		assertThat(this.reader.isAwaited()).isFalse();
	}

}
