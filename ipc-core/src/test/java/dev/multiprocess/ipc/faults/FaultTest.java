package dev.multiprocess.ipc.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Transports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests of one parent and its workers share.
 */
@ExtendWith(LeftoverCheck.class)
abstract class FaultTest {

	/** Far longer than anything takes; a wait that lasts it is one that hangs. */
	static final Duration LONG = Duration.ofSeconds(60);

	@TempDir
	protected Path marks;

	protected final Ipc ipc = Ipc.builder().build();

	@AfterEach
	void closeIpc() {
		this.ipc.close();
	}

	protected ProcessSpec.Builder worker() {
		return ProcessSpec.java(FaultsWorker.class)
			.name("faults")
			.arguments(this.marks.toString())
			.transport(Transports.type());
	}

	protected FaultsInit spawn() {
		return this.ipc.spawnProcess(worker().build(), FaultsInit.class);
	}

	/** Runs on a thread of its own. */
	static <T> CompletableFuture<T> async(Callable<T> action) {
		return Async.call(action);
	}

	static CompletableFuture<Void> asyncRun(Runnable action) {
		return async(() -> {
			action.run();
			return null;
		});
	}

	static <T> T get(CompletableFuture<T> future) throws Exception {
		return Async.get(future);
	}

	/** Returns what a future failed with, or fails if it did not. */
	static Throwable failure(CompletableFuture<?> future) throws Exception {
		return Async.failure(future);
	}

	static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	/** As {@code kill -9}. */
	static void kill(long pid) {
		assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
	}

	static ProcessExit killAndReap(IpcProcess process) throws Exception {
		kill(process.pid());
		return get(process.exit());
	}

	void awaitMark(String name) {
		Eventually.until(() -> "mark '" + name + "' of " + this.marks, () -> Files.exists(this.marks.resolve(name)));
	}

	boolean isMarked(String name) {
		return Files.exists(this.marks.resolve(name));
	}

	/** A zombie that another has yet to reap counts as gone. */
	static void awaitGone(long pid) {
		Eventually.until(() -> "end of process " + pid, () -> isGone(pid));
	}

	static boolean isGone(long pid) {
		try {
			String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
		}
		catch (IOException ex) {
			return ProcessHandle.of(pid).isEmpty();
		}
	}

	/**
	 * Tells that the worker has entered a method.
	 */
	static final class Entered implements Callback {

		private final CountDownLatch latch;

		Entered(int times) {
			this.latch = new CountDownLatch(times);
		}

		@Override
		public String called(String text) {
			this.latch.countDown();
			return text;
		}

		void awaitAll() throws InterruptedException {
			FaultTest.await(this.latch);
		}

	}

}
