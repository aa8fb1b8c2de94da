package dev.multiprocess.ipc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A channel through shared memory")
@ExtendWith(LeftoverCheck.class)
class RingLinkTests {

	private static final int CAPACITY = 16;

	/** Of the header of a ring. */
	private static final int READER_WAITS = 256;

	private static final int WRITER_WAITS = 384;

	private final RingPair pair = new RingPair(CAPACITY);

	private final ByteBuffer there = this.pair.there();

	private final Channel near = this.pair.ends()[0];

	private final Channel far = this.pair.ends()[1];

	@AfterEach
	void close() {
		this.near.close();
		this.far.close();
	}

	private static ByteBuffer text(String text) {
		return ByteBuffer.wrap(text.getBytes());
	}

	/** Reads so many bytes; fewer at the end of the stream. */
	private static String read(Channel channel, int count) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(count);
		while (target.hasRemaining()) {
			int read = channel.read(target);
			if (read < 0) {
				break;
			}
			if (read == 0) {
				await(channel, Channel.READ);
			}
		}
		return new String(target.array(), 0, target.position());
	}

	private static Void write(Channel channel, ByteBuffer source) throws IOException {
		while (source.hasRemaining()) {
			if (channel.write(source) == 0) {
				await(channel, Channel.WRITE);
			}
		}
		return null;
	}

	/** Waits; a test that takes too long is interrupted. */
	private static void await(Channel channel, int interest) throws IOException {
		if (Thread.currentThread().isInterrupted()) {
			throw new IOException("interrupted");
		}
		channel.await(interest, -1);
	}

	private void awaitParked(int flag) {
		awaitParked(this.there, flag);
	}

	private static void awaitParked(ByteBuffer ring, int flag) {
		Eventually.until(() -> "nobody has parked", () -> ring.getInt(flag) == 1);
	}

	@Test
	@DisplayName("wakes a reader that has parked")
	void parkedReader() throws Exception {
		CompletableFuture<String> reading = Async.call(() -> read(this.far, 5));
		awaitParked(READER_WAITS);
		write(this.near, text("hello"));
		assertThat(Async.get(reading)).isEqualTo("hello");
	}

	@Test
	@DisplayName("lets a writer park that finds no room, and wakes it when there is")
	void parkedWriter() throws Exception {
		String text = "0123456789abcdef-and-more-than-fits";
		CompletableFuture<Void> writing = Async.call(() -> write(this.near, text(text)));
		awaitParked(WRITER_WAITS);
		assertThat(writing).isNotDone();
		assertThat(read(this.far, text.length())).isEqualTo(text);
		Async.get(writing);
	}

	@ParameterizedTest
	@CsvSource({ "8, 3, 2000", "8, 8, 2000", "8, 200, 500", "64, 200, 2000", "1024, 5000, 1000" })
	@DisplayName("loses no wake-up, however the two meet")
	void noLostWakeUp(int capacity, int longest, int messages) throws Exception {
		RingPair rings = new RingPair(capacity);
		Channel[] pair = rings.ends();
		CompletableFuture<Void> echo = Async.call(() -> {
			Random random = new Random(longest);
			for (int i = 0; i < messages; i++) {
				String message = read(pair[1], 1 + random.nextInt(longest));
				if (i % 64 == 0) {
					// Otherwise it may get along without ever being woken.
					awaitParked(rings.back(), READER_WAITS);
				}
				write(pair[1], text(message));
			}
			return null;
		});
		Random random = new Random(longest);
		String alphabet = "abcdefghijklmnopqrstuvwxyz".repeat(longest / 26 + 2);
		for (int i = 0; i < messages; i++) {
			int length = 1 + random.nextInt(longest);
			String message = alphabet.substring(i % 26, i % 26 + length);
			write(pair[0], text(message));
			assertThat(read(pair[0], length)).isEqualTo(message);
		}
		Async.get(echo);
		pair[0].close();
		pair[1].close();
	}

	@Test
	@DisplayName("delivers what was written before the other end closed, then the end")
	void lastBytes() throws Exception {
		write(this.near, text("last"));
		this.near.close();
		assertThat(read(this.far, 10)).isEqualTo("last");
		assertThat(this.far.read(ByteBuffer.allocate(1))).isEqualTo(-1);
	}

	@Test
	@DisplayName("delivers what was written when the end is known already")
	void bytesAfterEnd() throws Exception {
		CompletableFuture<Void> parked = Async.call(() -> {
			this.far.await(Channel.READ, -1);
			return null;
		});
		awaitParked(READER_WAITS);
		// Not announced by the bell, as if the writer had died just before.
		Ring ring = new Ring(this.there);
		ring.copyIn(0, text("x"), 1);
		ring.publish(1, 0);
		this.near.close();
		Async.get(parked);
		ByteBuffer target = ByteBuffer.allocate(4);
		assertThat(this.far.read(target)).isEqualTo(1);
		assertThat(this.far.read(target)).isEqualTo(-1);
	}

	@Test
	@DisplayName("ends the wait of a reader whose writer has gone")
	void endWakesReader() throws Exception {
		CompletableFuture<String> reading = Async.call(() -> read(this.far, 5));
		awaitParked(READER_WAITS);
		this.near.close();
		assertThat(Async.get(reading)).isEmpty();
	}

	@Test
	@DisplayName("ends the wait of a writer whose reader has gone")
	void endWakesWriter() throws Exception {
		CompletableFuture<Void> writing = Async.call(() -> write(this.near, ByteBuffer.allocate(CAPACITY + 1)));
		awaitParked(WRITER_WAITS);
		this.far.close();
		assertThatThrownBy(() -> Async.get(writing)).hasCauseInstanceOf(IOException.class);
	}

	@Test
	@DisplayName("tells who writes to a parked reader that has died")
	void readerDied() throws Exception {
		CompletableFuture<String> reading = Async.call(() -> read(this.far, 5));
		awaitParked(READER_WAITS);
		this.far.close();
		assertThatThrownBy(() -> Async.get(reading)).hasCauseInstanceOf(ClosedChannelException.class);
		// As it stays in the memory of a process that was killed.
		this.there.putInt(READER_WAITS, 1);
		assertThatThrownBy(() -> write(this.near, text("x"))).isInstanceOf(IOException.class);
		assertThat(this.near.isUntaken()).isTrue();
	}

	@Test
	@DisplayName("knows after the end whether all that was written was taken")
	void taken() throws Exception {
		write(this.near, text("ab"));
		assertThat(this.near.isUntaken()).isFalse();
		assertThat(read(this.far, 1)).isEqualTo("a");
		this.far.close();
		assertThat(read(this.near, 1)).isEmpty();
		assertThat(this.near.isUntaken()).isTrue();
		Channel[] pair = RingPair.of(CAPACITY);
		write(pair[0], text("ab"));
		assertThat(read(pair[1], 2)).isEqualTo("ab");
		pair[1].close();
		assertThat(read(pair[0], 1)).isEmpty();
		assertThat(pair[0].isUntaken()).isFalse();
		pair[0].close();
	}

	@Test
	@DisplayName("is woken, and interrupted, without harm")
	void wake() throws Exception {
		this.far.wake();
		this.far.await(Channel.READ, -1);
		CompletableFuture<Boolean> waiting = Async.call(() -> {
			Thread.currentThread().interrupt();
			this.far.await(Channel.READ, -1);
			return Thread.interrupted();
		});
		assertThat(Async.get(waiting)).isTrue();
		write(this.near, text("still"));
		assertThat(read(this.far, 5)).isEqualTo("still");
	}

	@Test
	@DisplayName("waits no longer than told")
	void deadline() throws Exception {
		this.far.await(Channel.READ, 1);
		this.far.await(Channel.READ | Channel.WRITE, 1_000_000);
		this.far.await(Channel.READ, 1_000_000);
	}

	@Test
	@DisplayName("takes strokes of the bell that mean nothing")
	void falseAlarm() throws Exception {
		for (int i = 0; i < 1000; i++) {
			this.there.putInt(READER_WAITS, 1);
			assertThat(this.near.write(text("x"))).isEqualTo(1);
			assertThat(read(this.far, 1)).isEqualTo("x");
		}
		CompletableFuture<String> reading = Async.call(() -> read(this.far, 2));
		awaitParked(READER_WAITS);
		write(this.near, text("ok"));
		assertThat(Async.get(reading)).isEqualTo("ok");
	}

	@Test
	@DisplayName("refuses lies of the other side, and goes on to do so")
	void lies() {
		this.there.putLong(0, Long.MAX_VALUE);
		for (int i = 0; i < 3; i++) {
			assertThatThrownBy(() -> read(this.far, 1)).isInstanceOf(ProtocolException.class);
		}
		this.there.putLong(128, -7);
		assertThatThrownBy(() -> write(this.near, ByteBuffer.allocate(CAPACITY + 1)))
			.isInstanceOf(ProtocolException.class);
	}

	@Test
	@DisplayName("takes what it wrote for taken if it is closed by another thread at that moment")
	void closedWhileWritten() {
		RingLink[] link = new RingLink[1];
		Channel bell = new Channel() {
			@Override
			public int read(ByteBuffer target) {
				return 0;
			}

			@Override
			public int write(ByteBuffer source) throws IOException {
				link[0].close();
				throw new ClosedChannelException();
			}

			@Override
			public void await(int interest, long nanos) {
			}

			@Override
			public void wake() {
			}

			@Override
			public void close() {
			}
		};
		Ring ring = new Ring(this.there);
		link[0] = new RingLink(bell, new Ring(RingTests.memory(CAPACITY)), ring, () -> {
		}, () -> {
		});
		ring.readerWaits(true);
		assertThatThrownBy(() -> link[0].write(text("x"))).isInstanceOf(ClosedChannelException.class);
		assertThat(link[0].isUntaken()).isFalse();
	}

	@Test
	@DisplayName("is of no use once closed, and gives its memory back when both ends are, once")
	void closed() {
		AtomicInteger here = new AtomicInteger();
		AtomicInteger both = new AtomicInteger();
		Ring ring = new Ring(this.there);
		RingLink link = new RingLink(MemoryLink.pair()[0], ring, ring, here::incrementAndGet, both::incrementAndGet);
		link.peerClosed();
		link.peerClosed();
		assertThat(both).hasValue(0);
		link.close();
		link.close();
		link.peerClosed();
		assertThat(both).hasValue(1);
		assertThat(here).hasValue(1);
		assertThatThrownBy(() -> link.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
		assertThatThrownBy(() -> link.write(text("x"))).isInstanceOf(ClosedChannelException.class);
	}

}
