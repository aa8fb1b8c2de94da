package dev.multiprocess.ipc.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S28: a worker that ends itself")
class WorkerExitIT extends FaultTest {

	@Test
	@DisplayName("during a call fails it with the exit code")
	void exits() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		CountDownLatch cleaned = new CountDownLatch(1);
		this.ipc.addCleanup(faults, cleaned::countDown);
		IpcProcess process = this.ipc.process(init);
		assertThatThrownBy(() -> faults.exit(7)).isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> {
			assertThat(ex.mayHaveExecuted()).isTrue();
			ex.exit().ifPresent((exit) -> assertThat(exit.code()).isEqualTo(7));
		});
		ProcessExit exit = get(process.exit());
		assertThat(exit.code()).isEqualTo(7);
		assertThat(exit.cause()).isEqualTo(Cause.EXITED);
		assertThat(exit.expected()).isFalse();
		await(cleaned);
	}

	@Test
	@DisplayName("by closing its Ipc answers the call that asked for it, and none after it, and disposes of what was called")
	void closesIpc() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		faults.closeIpc();
		ProcessExit exit = get(process.exit());
		assertThat(exit.code()).isZero();
		assertThat(exit.cause()).isEqualTo(Cause.EXITED);
		assertThatThrownBy(() -> faults.echo("still here")).isInstanceOf(ConnectionClosedException.class);
		assertThat(isMarked("disposed")).isTrue();
	}

	@Test
	@DisplayName("for want of memory says so")
	void outOfMemory() throws Exception {
		FaultsInit init = this.ipc.spawnProcess(worker().memory(24 << 20).build(), FaultsInit.class);
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		assertThatThrownBy(faults::exhaustMemory).isInstanceOf(ConnectionClosedException.class);
		ProcessExit exit = get(process.exit());
		assertThat(exit.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
		assertThat(exit.description()).containsIgnoringCase("memory");
	}

	@Test
	@DisplayName("S33: after it flooded both its outputs with anything has served calls meanwhile, and its last words are kept")
	void flood() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		CompletableFuture<Void> flood = asyncRun(() -> faults.flood(100));
		int echoes = 0;
		while (!flood.isDone()) {
			assertThat(faults.echo("x" + echoes)).isEqualTo("x" + echoes);
			echoes++;
		}
		get(flood);
		assertThat(echoes).isPositive();
		assertThat(faults.echo("still here")).isEqualTo("still here");
		init.close();
		assertThat(get(process.exit()).outputTail()).contains("the end of the flood").hasSizeLessThanOrEqualTo(65_536);
	}

	@Test
	@DisplayName("S32: not when the terminal interrupts it and its parent, which stops it in order")
	void interruptSignal() throws Exception {
		FaultsInit init = spawn();
		Faults faults = init.makeFaults();
		IpcProcess process = this.ipc.process(init);
		for (String signal : new String[] { "INT", "HUP" }) {
			assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor())
				.isZero();
			assertThat(faults.echo(signal)).isEqualTo(signal);
		}
		init.close();
		assertThat(get(process.exit()).cause()).isEqualTo(Cause.STOPPED);
	}

}
