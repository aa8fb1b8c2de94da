package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.FooStreams;
import dev.multiprocess.ipc.testing.Pattern;
import dev.multiprocess.ipc.testing.TwoEnds.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends much through streams: 1 GiB each way with {@code -Dsoak=1}, else less.
 */
@DisplayName("With a process: S19: much flows through a stream with 16 MiB of heap at most")
class StreamSoakIT extends FunctionalTest {

	private static final int MIB = 1024 * 1024;

	private static final long LENGTH = (System.getProperty("soak") != null) ? 1024L * MIB : 32L * MIB;

	/** How often the heap is looked at here; there it is bounded. */
	private static final long INTERVAL = LENGTH / 4;

	private static final int MOST_EXTRA_MIB = 16;

	private FooStreams streams;

	private long usedBefore;

	private long mostUsed;

	@Override
	Kind kind() {
		return Kind.SPAWNED;
	}

	/** It needs some 8 MiB to live. */
	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.jvmArguments("-Xmx24m", "-XX:+ExitOnOutOfMemoryError");
	}

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		this.streams = this.ends.init().makeStreams();
		this.usedBefore = used();
		this.mostUsed = this.usedBefore;
	}

	private static long used() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** Looks at the heap from time to time. */
	private final class Watched extends Pattern.Output {

		private long next = INTERVAL;

		@Override
		public synchronized void write(byte[] source, int offset, int length) {
			super.write(source, offset, length);
			if (right() >= this.next) {
				this.next += INTERVAL;
				StreamSoakIT.this.mostUsed = Math.max(StreamSoakIT.this.mostUsed, used());
			}
		}

	}

	/** What flows one way or the other. */
	private interface Flow {

		long run() throws IOException;

	}

	private void measure(String what, Flow flow) throws IOException {
		long start = System.nanoTime();
		assertThat(flow.run()).isEqualTo(LENGTH);
		double seconds = (System.nanoTime() - start) / 1e9;
		double extra = (double) (this.mostUsed - this.usedBefore) / MIB;
		System.out.printf(Locale.ROOT, "%s: %d MiB in %.1f s, %.0f MiB/s, %.1f MiB of extra heap here%n", what,
				LENGTH / MIB, seconds, LENGTH / MIB / seconds, extra);
		assertThat(extra).isLessThan(MOST_EXTRA_MIB);
	}

	@Test
	@DisplayName("S19: that is read from there")
	void read() throws IOException {
		measure("read from a worker", () -> {
			Watched target = new Watched();
			try (InputStream source = this.streams.input("much", LENGTH)) {
				source.transferTo(target);
			}
			return target.right();
		});
	}

	@Test
	@DisplayName("S19: that is read from here")
	void readByWorker() throws IOException {
		measure("read by a worker", () -> this.streams.count(new Pattern.Input(LENGTH)));
	}

	@Test
	@DisplayName("S19: that is written there, and from there")
	void write() throws IOException {
		measure("written to a worker", () -> {
			try (OutputStream target = this.streams.output("much")) {
				new Pattern.Input(LENGTH).transferTo(target);
			}
			return this.streams.written("much");
		});
		measure("written by a worker", () -> {
			Watched target = new Watched();
			this.streams.write(target, LENGTH);
			return target.right();
		});
	}

}
