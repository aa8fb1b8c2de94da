package dev.multiprocess.ipc.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S29: The watch of the parent")
@ExtendWith(LeftoverCheck.class)
class ParentWatchTests {

	private final CompletableFuture<Integer> halted = new CompletableFuture<>();

	private final CountDownLatch parentGone = new CountDownLatch(1);

	@Test
	@DisplayName("ignores what arrives, tells when standard input ends, then halts")
	void endOfInput() throws Exception {
		PipedInputStream stdin = new PipedInputStream();
		PipedOutputStream parent = new PipedOutputStream(stdin);
		ParentWatch watch = ParentWatch.start(stdin, this.parentGone::countDown, this.halted::complete);
		parent.write(new byte[500]);
		parent.flush();
		Eventually.until(() -> "not read", () -> isRead(stdin));
		assertThat(watch.isParentGone()).isFalse();
		assertThat(this.parentGone.getCount()).isOne();
		parent.close();
		assertThat(this.parentGone.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(watch.isParentGone()).isTrue();
		assertThat(this.halted.get(30, TimeUnit.SECONDS)).isEqualTo(75);
	}

	private static boolean isRead(InputStream stdin) {
		try {
			return stdin.available() == 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	@DisplayName("halts even if the callback hangs or fails")
	void callbackHangs() throws Exception {
		ParentWatch.start(InputStream.nullInputStream(), this.halted::join, this.halted::complete);
		assertThat(this.halted.get(30, TimeUnit.SECONDS)).isEqualTo(75);
	}

	@Test
	@DisplayName("takes an input that cannot be read for one that has ended")
	void inputFails() throws Exception {
		InputStream broken = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("broken");
			}

		};
		ParentWatch.start(broken, this.parentGone::countDown, this.halted::complete);
		assertThat(this.parentGone.await(30, TimeUnit.SECONDS)).isTrue();
		this.halted.get(30, TimeUnit.SECONDS);
	}

	@Test
	@DisplayName("halts at the earliest of several times")
	void earliestTimeCounts() throws Exception {
		PipedInputStream stdin = new PipedInputStream();
		try (PipedOutputStream parent = new PipedOutputStream(stdin)) {
			ParentWatch watch = ParentWatch.start(stdin, this.parentGone::countDown, this.halted::complete);
			watch.exitWithin(Duration.ofDays(1));
			watch.exitWithin(Duration.ofMillis(1));
			watch.exitWithin(Duration.ofSeconds(Long.MAX_VALUE));
			assertThat(this.halted.get(30, TimeUnit.SECONDS)).isEqualTo(75);
			assertThat(this.parentGone.getCount()).isOne();
		}
	}

}
