package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooStreams;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests what call timeouts mean for streams, over the in-memory pair.
 */
@DisplayName("Streams and call timeouts")
class StreamTimeoutTests extends FunctionalTest {

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.callTimeout(Duration.ofSeconds(1));
	}

	@Test
	@DisplayName("S19: a read waits for longer than a call may take")
	void outlives() {
		FooStreams streams = this.ends.init().makeStreams();
		InputStream input = streams.gated("gate");
		CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> read(input),
				(task) -> new Thread(task).start());
		Eventually.until(() -> "not reading", () -> this.ends.process().stats().callsInFlight() == 1);
		// Begun later, so the read has waited for longer.
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.pass("never"));
		assertThat(read).isNotDone();
		streams.open("gate");
		assertThat(read.join()).isEqualTo(-1);
	}

	private static int read(InputStream input) {
		try {
			return input.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
