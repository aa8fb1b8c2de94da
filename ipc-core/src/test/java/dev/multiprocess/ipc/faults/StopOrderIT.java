package dev.multiprocess.ipc.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.protocol.Door;
import dev.multiprocess.ipc.protocol.LyingWorker;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S27: a worker that is stopped")
class StopOrderIT extends FaultTest {

	@Test
	@DisplayName("ends what it does, then its cleanups run, then it goes, with what it started")
	void inOrder() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		long child = faults.startChild();
		List<String> order = Collections.synchronizedList(new ArrayList<>());
		this.ipc.addCleanup(faults, () -> order.add("cleanup, process is " + process.state()));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CompletableFuture<String> call = async(() -> faults.callBack((text) -> {
			entered.countDown();
			awaitQuietly(leave);
			order.add("call");
			return text;
		}, "answer"));
		await(entered);
		CompletableFuture<Void> close = asyncRun(init::close);
		// Once it is being stopped no new call starts, but the one under way goes on.
		Eventually.until(() -> "is " + process.state(), () -> process.state() == IpcProcess.State.STOPPING);
		assertThat(failure(async(() -> {
			while (true) {
				faults.echo("x");
			}
		}))).isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> {
			assertThat(ex.mayHaveExecuted()).isFalse();
			assertThat(ex).hasMessageContaining("being stopped");
		});
		assertThat(close).isNotDone();
		leave.countDown();
		assertThat(get(call)).isEqualTo("answer");
		get(close);
		assertThat(order).containsExactly("call", "cleanup, process is STOPPING");
		ProcessExit exit = get(process.exit());
		assertThat(exit.cause()).isEqualTo(Cause.STOPPED);
		assertThat(exit.expected()).isTrue();
		assertThat(exit.code()).isZero();
		assertThat(isMarked("closed")).isTrue();
		assertThat(isGone(process.pid())).isTrue();
		awaitGone(child);
		init.close();
		assertThatThrownBy(() -> faults.echo("x")).isInstanceOf(ConnectionClosedException.class);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			await(latch);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	@DisplayName("gets its grace period and no more, though a method spins")
	void gracePeriod() throws Exception {
		Duration grace = Duration.ofSeconds(1);
		FaultsInit init = this.ipc.spawnProcess(worker().shutdownGracePeriod(grace).build(), FaultsInit.class);
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		Entered entered = new Entered(1);
		CompletableFuture<Void> call = asyncRun(() -> faults.spin(entered));
		entered.awaitAll();
		long start = System.nanoTime();
		init.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(grace);
		assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(process.exit()).isCompletedWithValueMatching((exit) -> exit.cause() == Cause.STOPPED);
		assertThat(isGone(process.pid())).isTrue();
	}

	@Test
	@DisplayName("from a callback of its own does not wait for that callback")
	void fromCallback() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		boolean[] gone = new boolean[1];
		CompletableFuture<String> call = async(() -> faults.callBack((text) -> {
			init.close();
			gone[0] = isGone(process.pid());
			return text;
		}, "x"));
		assertThat(failure(call)).isInstanceOf(ConnectionClosedException.class);
		assertThat(gone[0]).isTrue();
	}

	@Test
	@DisplayName("by several threads at once is stopped once, and all of them return when it is gone")
	void byManyThreads() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		List<Integer> cleanups = Collections.synchronizedList(new ArrayList<>());
		this.ipc.addCleanup(faults, () -> cleanups.add(1));
		List<CompletableFuture<Boolean>> closes = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Runnable close = (i % 2 == 0) ? init::close : this.ipc::close;
			closes.add(async(() -> {
				close.run();
				return isGone(process.pid());
			}));
		}
		for (CompletableFuture<Boolean> close : closes) {
			assertThat(get(close)).isTrue();
		}
		assertThat(cleanups).containsExactly(1);
	}

	@Test
	@DisplayName("with others by Ipc.close() is stopped at the same time as they")
	void inParallel() throws Exception {
		Duration grace = Duration.ofSeconds(3);
		int workers = 3;
		Ipc own = Ipc.builder().build();
		Entered entered = new Entered(workers);
		List<CompletableFuture<Void>> calls = new ArrayList<>();
		List<Long> pids = new ArrayList<>();
		for (int i = 0; i < workers; i++) {
			FaultsInit init = own.spawnProcess(worker().name("faults-" + i).shutdownGracePeriod(grace).build(),
					FaultsInit.class);
			Faults faults = init.makeFaults();
			pids.add(own.process(init).pid());
			calls.add(asyncRun(() -> faults.hold(entered)));
		}
		entered.awaitAll();
		long start = System.nanoTime();
		own.close();
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		assertThat(took).isGreaterThanOrEqualTo(grace).isLessThan(grace.multipliedBy(workers));
		assertThat(pids).allMatch(FaultTest::isGone);
		for (CompletableFuture<Void> call : calls) {
			assertThat(failure(call)).isInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	@DisplayName("though it has hung up before is gone when Ipc.close() returns")
	void hungUp() {
		Ipc own = Ipc.builder().build();
		Door door = own.spawnProcess(ProcessSpec.java(LyingWorker.class)
			.arguments("hang-up")
			.shutdownGracePeriod(Duration.ofSeconds(1))
			.build(), Door.class);
		long pid = own.process(door).pid();
		assertThatThrownBy(() -> {
			while (true) {
				door.count();
			}
		}).isInstanceOf(ConnectionClosedException.class);
		own.close();
		assertThat(isGone(pid)).isTrue();
	}

}
