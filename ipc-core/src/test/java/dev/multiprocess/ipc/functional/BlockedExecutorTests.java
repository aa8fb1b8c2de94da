package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a program whose own executor has no thread to spare, over the in-memory pair.
 */
@DisplayName("A given executor that is stuck")
class BlockedExecutorTests extends FunctionalTest {

	private static final int THREADS = 2;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>());

	private CountDownLatch end = new CountDownLatch(0);

	@Override
	boolean fresh() {
		return true;
	}

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.executor(this.executor);
	}

	@BeforeEach
	@Override
	void connect() {
		this.end = new CountDownLatch(1);
		for (int i = 0; i < THREADS; i++) {
			this.executor.execute(() -> {
				try {
					this.end.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
		}
		super.connect();
	}

	@AfterEach
	@Override
	void disconnect() {
		this.end.countDown();
		super.disconnect();
	}

	@AfterAll
	void endExecutor() {
		this.executor.shutdown();
	}

	@Test
	@DisplayName("S6: keeps no process from starting and no lane from opening, in either direction")
	void lanesOpen() throws Exception {
		List<Future<Integer>> calls = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			calls.add(ConcurrencyTests.start(() -> {
				this.foo.meet("all", 4);
				return this.foo.throughAnotherThread((arg) -> arg + 1, 6);
			}));
		}
		for (Future<Integer> call : calls) {
			assertThat(call.get()).isEqualTo(7);
		}
		assertThat(this.executor.getActiveCount()).isEqualTo(THREADS);
	}

	@Test
	@DisplayName("S24: holds up the cleanups that are to run on it, and nothing else")
	void cleanupsWait() {
		AtomicReference<Thread> cleanedUpOn = new AtomicReference<>();
		this.ends.ipc().addCleanup(this.foo.make(), () -> cleanedUpOn.set(Thread.currentThread()));
		Eventually.until(() -> "no cleanup is due", () -> {
			System.gc();
			return this.foo.add(1, 2) == 3 && !this.executor.getQueue().isEmpty();
		});
		assertThat(cleanedUpOn).hasValue(null);
		this.end.countDown();
		Eventually.until(() -> "not cleaned up", () -> cleanedUpOn.get() != null);
		assertThat(cleanedUpOn.get().getName()).startsWith("pool-");
	}

}
