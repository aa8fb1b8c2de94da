package dev.multiprocess.ipc.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.ProcessEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S35: a root")
class RootIT extends FaultTest {

	private final ProcessEvents events = new ProcessEvents();

	private Ipc build(ProcessSpec spec) {
		return Ipc.builder().process(spec).listener(this.events).build();
	}

	@Test
	@DisplayName("starts its process with the first call, once for all, and again after it was killed")
	void rebinds() throws Exception {
		try (Ipc own = build(worker().build())) {
			FaultsInit root = own.root("faults", FaultsInit.class);
			Faults made = own.root("faults", Faults.class);
			assertThat(this.events.all()).isEmpty();
			assertThat(root).hasToString("FaultsInit@faults").isEqualTo(root).isNotEqualTo(made);
			CountDownLatch go = new CountDownLatch(1);
			List<CompletableFuture<String>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				calls.add(async(() -> {
					await(go);
					return made.echo("first");
				}));
			}
			go.countDown();
			for (CompletableFuture<String> call : calls) {
				assertThat(get(call)).isEqualTo("first");
			}
			Faults old = root.makeFaults();
			assertThat(old.echo("old")).isEqualTo("old");
			IpcProcess first = own.start("faults");
			assertThat(first).isSameAs(this.events.process(1));
			assertThat(this.events.started()).hasSize(1);
			CountDownLatch cleaned = new CountDownLatch(1);
			own.addCleanup(made, cleaned::countDown);
			killAndReap(first);
			await(cleaned);
			assertThat(made.echo("again")).isEqualTo("again");
			assertThat(root.makeFaults().echo("again")).isEqualTo("again");
			assertThatThrownBy(() -> old.echo("x")).isInstanceOfAny(ConnectionClosedException.class,
					StaleReferenceException.class);
			assertThat(own.process(root)).isSameAs(this.events.process(2));
			// Others share it.
			root.close();
			assertThat(made.echo("still")).isEqualTo("still");
			own.close();
			assertThatThrownBy(() -> made.echo("x")).isInstanceOf(ConnectionClosedException.class)
				.hasMessageContaining("'faults'")
				.hasMessageContaining("stopped with its Ipc");
			assertThat(this.events.started()).hasSize(2);
		}
	}

	@Test
	@DisplayName("whose process was killed during a call fails that call and not the next")
	void killedDuringCall() throws Exception {
		try (Ipc own = build(worker().build())) {
			Faults root = own.root("faults", Faults.class);
			Entered entered = new Entered(1);
			CompletableFuture<Void> call = asyncRun(() -> root.hold(entered));
			entered.awaitAll();
			kill(this.events.process(1).pid());
			assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
					(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
			get(this.events.process(1).exit());
			assertThat(root.echo("next")).isEqualTo("next");
		}
	}

	@Test
	@DisplayName("whose process cannot be started fails each call, and tries again each time")
	void failingStart() throws Exception {
		try (Ipc own = build(ProcessSpec.command("sh", "-c", "exit 4").name("broken").build())) {
			Faults root = own.root("broken", Faults.class);
			for (int i = 1; i <= 2; i++) {
				assertThatThrownBy(() -> root.echo("x")).isInstanceOf(ProcessStartException.class)
					.hasMessageContaining("code 4");
				this.events.process(i);
				assertThat(this.events.started()).hasSize(i);
			}
			assertThatThrownBy(() -> own.start("other")).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("'other'")
				.hasMessageContaining("broken");
		}
	}

	@Test
	@DisplayName("S12: whose process is being started is given up by an interrupted thread, not by the others")
	void interruptedStarter() throws Exception {
		Path gate = this.marks.resolve("gate");
		ProcessSpec spec = ProcessSpec.command("sh", "-c", "while [ ! -e " + gate + " ]; do sleep 0.05; done; exit 4")
			.name("slow")
			.build();
		try (Ipc own = build(spec)) {
			Faults root = own.root("slow", Faults.class);
			Thread[] starter = new Thread[1];
			CompletableFuture<String> first = async(() -> {
				starter[0] = Thread.currentThread();
				return root.echo("first");
			});
			this.events.process(1);
			Thread[] waiter = new Thread[1];
			CompletableFuture<String> second = async(() -> {
				waiter[0] = Thread.currentThread();
				return root.echo("second");
			});
			Eventually.until(() -> "the second call waits",
					() -> waiter[0] != null && waiter[0].getState() == Thread.State.TIMED_WAITING);
			starter[0].interrupt();
			assertThat(failure(first)).isInstanceOf(CallCancelledException.class);
			Files.createFile(gate);
			assertThat(failure(second)).hasMessageContaining("code 4");
			assertThat(this.events.started()).hasSize(1);
		}
	}

}
