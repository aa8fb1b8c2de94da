package dev.multiprocess.ipc.functional;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.FooStreams;
import dev.multiprocess.ipc.testing.FooStreams.AutoCloseableParts;
import dev.multiprocess.ipc.testing.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests streams of bytes that cross, over the in-memory pair.
 */
@DisplayName("Streams of bytes")
class StreamTests extends FunctionalTest {

	/** The objects that every test calls. */
	private static final int OWN = 2;

	/** What one call may carry. */
	private static final int CHUNK = 256 * 1024;

	private FooStreams streams;

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		this.streams = this.ends.init().makeStreams();
	}

	@Test
	@DisplayName("S19: a read of no bytes is not the end")
	void noBytes() throws IOException {
		InputStream hesitating = new Pattern.Input(10) {

			private boolean pause;

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				this.pause = !this.pause;
				return this.pause ? 0 : super.read(target, offset, Math.min(length, 3));
			}

			@Override
			public int available() {
				return 0;
			}

		};
		assertThat(this.streams.count(hesitating)).isEqualTo(10);
	}

	@Test
	@DisplayName("S19: a result is read here, in every way that streams are")
	void result() throws IOException {
		try (InputStream input = this.streams.input("a", 1_000_000)) {
			assertThat(input.read()).isZero();
			assertThat(input.available()).isPositive();
			assertThat(input.readNBytes(3)).containsExactly(1, 2, 3);
			assertThat(input.skip(1)).isEqualTo(1);
			assertThat(input.skip(99_995)).isEqualTo(99_995);
			assertThat(input.read()).isEqualTo(100_000 & 0xff);
			input.skipNBytes(255);
			assertThat(input.markSupported()).isFalse();
			assertThatIOException().isThrownBy(input::reset);
			assertThat(input.readAllBytes()).hasSize(1_000_000 - 100_001 - 255);
			assertThat(input.read()).isEqualTo(-1);
		}
		this.ends.awaitEvent("closed a");
		this.ends.awaitReferences(0, OWN);
	}

	@Test
	@DisplayName("S19: an argument is read there, on the thread that waits, in calls of at most 256 KiB")
	void argument() throws IOException {
		WatchedInput input = new WatchedInput(3_000_000);
		long before = this.ends.process().stats().calls();
		assertThat(this.streams.count(input)).isEqualTo(3_000_000);
		assertThat(input.others).hasValue(0);
		assertThat(input.largest).isEqualTo(CHUNK);
		assertThat(input.closed).hasValue(0);
		assertThat(this.ends.process().stats().calls() - before).isOne();
	}

	@Test
	@DisplayName("S19: no more than one batch is read ahead")
	void readAhead() throws IOException {
		WatchedInput input = new WatchedInput(100_000_000);
		assertThat(this.streams.readSome(input, 3)).containsExactly(0, 1, 2);
		assertThat(input.given).isLessThanOrEqualTo(8 * 1024);
		WatchedInput further = new WatchedInput(100_000_000);
		assertThat(this.streams.readSome(further, 300_000)).hasSize(300_000);
		assertThat(further.given).isBetween(300_000L, 300_000L + CHUNK);
	}

	@Test
	@DisplayName("S19: what is written has arrived when the call returns, at both ends")
	void output() throws IOException {
		try (OutputStream output = this.streams.output("out")) {
			output.write(0);
			assertThat(this.streams.written("out")).isEqualTo(1);
			output.write(new byte[] { 0, 1, 2, 0 }, 1, 2);
			output.write(3);
			assertThat(this.streams.written("out")).isEqualTo(4);
			InputStream rest = new Pattern.Input(1_000_000);
			rest.skipNBytes(4);
			output.write(rest.readAllBytes());
			output.flush();
			assertThat(this.streams.written("out")).isEqualTo(1_000_000);
		}
		this.ends.awaitEvent("closed out");
		ByteArrayOutputStream mine = new ByteArrayOutputStream();
		this.streams.write(mine, 300_000);
		assertThat(mine.toByteArray()).isEqualTo(new Pattern.Input(300_000).readAllBytes());
	}

	@Test
	@DisplayName("S19: a failure of the owner's stream arrives as it is, behind what was read before it")
	void failing() throws IOException {
		InputStream input = this.streams.failing(10);
		assertThat(input.readNBytes(10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThatIOException().isThrownBy(input::read).withMessage("broken after 10");
		OutputStream refusing = new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("full");
			}

		};
		assertThatIOException().isThrownBy(() -> this.streams.write(refusing, 10)).withMessage("full");
	}

	@Test
	@DisplayName("S19: closing here closes there, once, and what is closed is of no use")
	void closing() throws IOException {
		WatchedInput input = new WatchedInput(10);
		AtomicInteger outputs = new AtomicInteger();
		OutputStream output = new ByteArrayOutputStream() {

			@Override
			public void close() {
				outputs.incrementAndGet();
			}

		};
		this.streams.close(new AutoCloseableParts(input, List.of(output)));
		assertThat(input.closed).hasValue(1);
		assertThat(outputs).hasValue(1);
		InputStream closed = this.streams.input("b", 10);
		closed.close();
		closed.close();
		this.ends.awaitEvent("closed b");
		assertThatIOException().isThrownBy(closed::read).withMessage("Stream closed");
		assertThatIOException().isThrownBy(closed::available).withMessage("Stream closed");
		OutputStream closedOutput = this.streams.output("c");
		closedOutput.close();
		assertThatIOException().isThrownBy(() -> closedOutput.write(1)).withMessage("Stream closed");
		this.ends.awaitReferences(0, OWN);
		assertThat(this.ends.init().events().stream().filter("closed b"::equals)).hasSize(1);
	}

	@Test
	@DisplayName("S19: a result that nobody holds any more is closed there; an argument stays its owner's")
	void dropped() throws IOException {
		assertThat(this.streams.input("dropped", 10).read()).isZero();
		this.ends.awaitEvent("closed dropped");
		WatchedInput lent = new WatchedInput(10);
		assertThat(this.streams.count(lent)).isEqualTo(10);
		this.ends.awaitReferences(0, OWN);
		awaitCleanups();
		assertThat(lent.closed).hasValue(0);
	}

	/** Waits until what was released before has been cleaned up: it is, in its order. */
	private void awaitCleanups() {
		AtomicInteger cleanups = new AtomicInteger();
		FooCallback last = (arg) -> arg;
		this.ends.ipc().addCleanup(last, cleanups::incrementAndGet);
		assertThat(this.foo.callback(last, 1)).isOne();
		this.ends.awaitReferences(0, OWN);
		Eventually.until(() -> "not cleaned up", () -> cleanups.get() == 1);
	}

	@Test
	@DisplayName("S19: what is given away stays open although its types must be agreed on first")
	void agreed() throws IOException {
		AutoCloseableParts parts = this.streams.parts("in", "out");
		assertThat(parts.input().readAllBytes()).hasSize(10);
		for (OutputStream output : parts.outputs()) {
			output.write(0);
		}
		assertThat(this.streams.written("out")).isOne();
		assertThat(this.ends.init().events()).doesNotContain("closed in", "closed out");
	}

	@Test
	@DisplayName("S17: a stream that comes home is itself, and sent twice it is one")
	void identity() {
		InputStream mine = new ByteArrayInputStream(new byte[3]);
		this.streams.keep("mine", mine);
		assertThat(this.streams.kept("mine")).isSameAs(mine);
		assertThat(this.streams.isKept("mine", mine)).isTrue();
		InputStream theirs = this.streams.input("theirs", 1);
		this.streams.keep("theirs", theirs);
		assertThat(this.streams.kept("theirs")).isSameAs(theirs);
	}

	@Test
	@DisplayName("S19: a read that waits ends when it is interrupted, and disturbs no other call")
	void interrupted() {
		InputStream input = this.streams.gated("gate");
		CompletableFuture<IOException> failure = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try {
				input.read();
			}
			catch (IOException ex) {
				failure.complete(ex);
			}
		});
		reader.start();
		Eventually.until(() -> "not reading", () -> this.ends.process().stats().callsInFlight() == 1);
		reader.interrupt();
		assertThat(failure.join()).isInstanceOf(InterruptedIOException.class);
		this.streams.open("gate");
	}

}
