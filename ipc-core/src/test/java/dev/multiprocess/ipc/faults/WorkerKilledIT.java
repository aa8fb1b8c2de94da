package dev.multiprocess.ipc.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S28: a worker that is killed")
class WorkerKilledIT extends FaultTest {

	@Test
	@DisplayName("while idle fails later calls unsent, runs each cleanup once, and can be replaced")
	void idle() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		AtomicInteger cleanups = new AtomicInteger();
		CountDownLatch cleaned = new CountDownLatch(2);
		for (Object object : List.of(init, faults)) {
			this.ipc.addCleanup(object, () -> {
				cleanups.incrementAndGet();
				cleaned.countDown();
			});
		}
		ProcessExit exit = killAndReap(process);
		assertThat(exit.cause()).isEqualTo(Cause.SIGNAL);
		assertThat(exit.code()).isEqualTo(137);
		assertThat(exit.expected()).isFalse();
		await(cleaned);
		assertThatThrownBy(() -> faults.echo("x")).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertClosed(ex, false));
		assertThatThrownBy(init::makeFaults).isInstanceOf(ConnectionClosedException.class);
		assertThat(process.state()).isEqualTo(IpcProcess.State.EXITED);
		init.close();
		try (FaultsInit next = spawn()) {
			assertThat(next.makeFaults().echo("next")).isEqualTo("next");
		}
		assertThat(cleanups).hasValue(2);
	}

	@Test
	@DisplayName("during calls of several threads releases them all")
	void duringCalls() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		Entered entered = new Entered(8);
		List<CompletableFuture<Void>> calls = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			calls.add(asyncRun(() -> faults.hold(entered)));
		}
		entered.awaitAll();
		killAndReap(this.ipc.process(init));
		for (CompletableFuture<Void> call : calls) {
			assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
					WorkerKilledIT::assertInterruptedByEnd);
		}
	}

	@Test
	@DisplayName("during a callback leaves the thread that runs it alone, and fails the outer call after it")
	void duringCallback() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		CountDownLatch ended = new CountDownLatch(1);
		this.ipc.addCleanup(faults, ended::countDown);
		AtomicReference<Object> seen = new AtomicReference<>();
		assertThatThrownBy(() -> faults.callBack((text) -> {
			kill(process.pid());
			try {
				await(ended);
				seen.set(get(process.exit()).cause());
			}
			catch (Exception ex) {
				seen.set(ex);
			}
			return text;
		}, "x")).isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> assertClosed(ex, true));
		assertThat(seen).hasValue(Cause.SIGNAL);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	@DisplayName("while it sends a large result fails that call, and never delivers a part")
	void duringLargeResult() throws Exception {
		int size = 8 * 1024 * 1024;
		byte[] expected = new byte[size];
		Arrays.fill(expected, (byte) 7);
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		CompletableFuture<Void> calls = asyncRun(() -> {
			while (true) {
				assertThat(Arrays.equals(faults.large(size), expected)).isTrue();
			}
		});
		// In the midst of a result: some of it has arrived, the rest has not.
		while (process.stats().bytesReceived() % size < size / 8 && !calls.isDone()) {
			Thread.onSpinWait();
		}
		killAndReap(process);
		assertThat(failure(calls)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex).hasMessageContaining("faults"));
	}

	@Test
	@DisplayName("S26: before it connects is a failed start")
	void beforeConnecting() {
		assertKilledAtStart(ProcessSpec.command("sh", "-c", "kill -9 $$"));
	}

	private void assertKilledAtStart(ProcessSpec.Builder spec) {
		List<IpcProcess> exited = new CopyOnWriteArrayList<>();
		IpcListener listener = new IpcListener() {
			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				exited.add(process);
			}
		};
		try (Ipc own = Ipc.builder().listener(listener).build()) {
			assertThatThrownBy(
					() -> own.spawnProcess(spec.name("victim").startupTimeout(LONG).build(), FaultsInit.class))
				.isInstanceOfSatisfying(ProcessStartException.class,
						(ex) -> assertThat(ex.exit().orElseThrow().cause()).isEqualTo(Cause.SIGNAL))
				.hasMessageContaining("'victim'")
				.hasMessageContaining("killed by signal 9");
		}
		Eventually.until(exited::toString, () -> !exited.isEmpty());
		assertThat(exited).hasSize(1);
	}

	/** Of a call that the end came upon: it waits for the exit status but a moment. */
	private static void assertInterruptedByEnd(ConnectionClosedException ex) {
		assertThat(ex.mayHaveExecuted()).isTrue();
		assertThat(ex).hasMessageContaining("faults");
		ex.exit().ifPresent((exit) -> assertThat(exit.cause()).isEqualTo(Cause.SIGNAL));
	}

	private static void assertClosed(ConnectionClosedException ex, boolean mayHaveExecuted) {
		assertThat(ex.mayHaveExecuted()).isEqualTo(mayHaveExecuted);
		assertThat(ex.exit()).hasValueSatisfying((exit) -> assertThat(exit.cause()).isEqualTo(Cause.SIGNAL));
		assertThat(ex).hasMessageContaining("faults").hasMessageContaining("killed by signal 9");
	}

}
