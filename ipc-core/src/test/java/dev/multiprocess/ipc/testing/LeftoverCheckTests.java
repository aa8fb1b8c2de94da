package dev.multiprocess.ipc.testing;

import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests the check itself, on which other tests rely.
 */
@DisplayName("The check for leftovers")
class LeftoverCheckTests {

	private final Set<String> before = LeftoverCheck.present();

	@Test
	@DisplayName("accepts a test that leaves nothing")
	void nothing() {
		assertThatCode(this::check).doesNotThrowAnyException();
	}

	@Test
	@DisplayName("finds a process")
	void process() throws Exception {
		Process process = new ProcessBuilder("sleep", "1000").start();
		try {
			assertLeft("process " + process.pid());
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		// Its pipes as well are closed now.
		LeftoverCheck.check(this.before, Duration.ofSeconds(5));
	}

	@Test
	@DisplayName("finds a thread")
	void thread() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ignored) {
				// Ends as well.
			}
		}, "ipc-left");
		thread.start();
		assertLeft("thread ipc-left");
		end.countDown();
		thread.join();
		check();
	}

	@Test
	@DisplayName("finds a private folder")
	void directory() throws Exception {
		Path directory = Files.createTempDirectory("ipc-" + ProcessHandle.current().pid() + "-");
		assertLeft("directory " + directory);
		Files.delete(directory);
		check();
	}

	@Test
	@DisplayName("finds a socket")
	void socket() throws Exception {
		ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		assertLeft("socket:");
		socket.close();
		check();
	}

	private void assertLeft(String what) {
		assertThatThrownBy(this::check).isInstanceOf(AssertionError.class).hasMessageContaining(what);
	}

	private void check() {
		LeftoverCheck.check(this.before, Duration.ofMillis(50));
	}

}
