package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.testing.Emitter;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooStreams;
import dev.multiprocess.ipc.testing.Listener;
import dev.multiprocess.ipc.testing.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests what becomes of streams when their connection ends, over the in-memory pair.
 */
@DisplayName("Streams of a connection that ends")
class StreamEndTests extends FunctionalTest {

	private FooStreams streams;

	@Override
	boolean fresh() {
		return true;
	}

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		this.streams = this.ends.init().makeStreams();
	}

	@Test
	@DisplayName("S19, S28: every use fails with what became of the process, and what waits fails at once")
	void killed() throws Exception {
		InputStream input = this.streams.input("a", 100);
		assertThat(input.read()).isZero();
		InputStream waiting = this.streams.gated("gate");
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			try {
				waiting.read();
			}
			catch (IOException | RuntimeException ex) {
				failure.complete(ex);
			}
		});
		reader.start();
		Eventually.until(() -> "not reading", () -> this.ends.process().stats().callsInFlight() == 1);
		OutputStream output = this.streams.output("o");
		Iterator<Integer> numbers = this.streams.numbers(10, false);
		List<String> heard = new CopyOnWriteArrayList<>();
		this.streams.publisher().subscribe(new Listener(heard));
		Emitter emitter = new Emitter();
		this.streams.listen(emitter);
		AtomicInteger cleanups = new AtomicInteger();
		InputStream before = new Pattern.Input(10);
		this.ends.ipc().addCleanup(before, cleanups::incrementAndGet);
		this.streams.keep("before", before);
		AtomicInteger closed = new AtomicInteger();
		this.streams.keep("lent", new Pattern.Input(10) {

			@Override
			public void close() {
				closed.incrementAndGet();
			}

		});
		this.ends.process().kill();
		assertThat(failure.get()).isInstanceOf(IOException.class).hasCauseInstanceOf(ConnectionClosedException.class);
		reader.join();
		// What was read ahead is there.
		assertThat(input.readNBytes(99)).hasSize(99);
		assertThatIOException().isThrownBy(input::read).withCauseInstanceOf(ConnectionClosedException.class);
		assertThatIOException().isThrownBy(() -> output.write(1)).withCauseInstanceOf(ConnectionClosedException.class);
		input.close();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(numbers::hasNext);
		Eventually.until(() -> "heard only " + heard, () -> heard.contains("ConnectionClosedException"));
		assertThat(heard).containsExactly("subscribed", "ConnectionClosedException");
		Eventually.until(() -> "still subscribed", () -> emitter.subscribers() == 0);
		// What was passed later is cleaned up earlier.
		Eventually.until(() -> "not cleaned up", () -> cleanups.get() == 1);
		assertThat(closed).hasValue(0);
	}

	@Test
	@DisplayName("S19, S28: a subscriber whose code fails hides the end from no other")
	void failingSubscribers() {
		Flow.Publisher<Integer> publisher = this.streams.publisher();
		List<String> heard = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 8; i++) {
			publisher.subscribe(new Listener(new CopyOnWriteArrayList<>()) {

				@Override
				public void onError(Throwable failure) {
					heard.add(failure.getClass().getSimpleName());
					throw new IllegalStateException("on purpose");
				}

			});
		}
		this.ends.process().kill();
		Eventually.until(() -> "heard only " + heard, () -> heard.size() == 8);
		assertThat(heard).containsOnly("ConnectionClosedException");
	}

}
