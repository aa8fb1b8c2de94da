package dev.multiprocess.ipc.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.FooProgram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Programs not started by each other")
class ListenIT extends FaultTest {

	private String address() {
		return "unix:" + this.marks.resolve("s");
	}

	private Ipc listen(List<Foo> served) {
		Ipc[] self = new Ipc[1];
		self[0] = Ipc.builder().maxConnections(2).init(new DefaultFooInit(() -> self[0], served::add)).build();
		self[0].listen(address());
		return self[0];
	}

	@Test
	@DisplayName("survive one that is killed: its calls are interrupted, its cleanups run, its place is free")
	void clientKilled() throws Exception {
		List<Foo> served = new CopyOnWriteArrayList<>();
		try (Ipc server = listen(served)) {
			FooInit bystander = this.ipc.connect(address(), FooInit.class).orElseThrow();
			Process client = FooProgram.start("connect", address());
			Foo foo = served.get(0);
			assertThat(foo.callbackSaved(1)).isEqualTo(2);
			IpcProcess process = server.process(foo.saved());
			assertThat(process.pid()).isEqualTo(client.pid());
			assertThat(process.command()).isEmpty();
			client.destroyForcibly().waitFor();
			assertThat(get(process.exit())).satisfies((exit) -> {
				assertThat(exit.cause()).isEqualTo(Cause.EXITED);
				assertThat(exit.expected()).isFalse();
				assertThat(exit.description()).isEqualTo("was lost");
			});
			Eventually.until(() -> "only " + bystander.events(), () -> bystander.events().contains("program is gone"));
			Eventually.until(() -> "not interrupted", () -> foo.interrupted("gate") == 1);
			assertThatThrownBy(() -> foo.callbackSaved(1)).isInstanceOf(ConnectionClosedException.class);
			this.ipc.connect(address(), FooInit.class).orElseThrow().close();
		}
	}

	@Test
	@DisplayName("S30: part from one that is stopped as a whole, which fails the calls to it")
	void serverStopped() throws Exception {
		Process server = FooProgram.start("listen", address());
		try (Ipc client = Ipc.builder().liveness(Duration.ofMillis(50), Duration.ofSeconds(2)).build()) {
			FooInit init = client.connect(address(), FooInit.class).orElseThrow();
			Foo foo = init.makeFoo();
			IpcProcess process = client.process(init);
			CompletableFuture<String> call = async(() -> foo.pass("gate"));
			Eventually.until(() -> "no call", () -> foo.arrived("gate") == 1);
			assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(server.pid())).start().waitFor()).isZero();
			assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
					(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
			assertThat(get(process.exit()).cause()).isEqualTo(Cause.HUNG);
			assertThat(server.isAlive()).isTrue();
		}
		finally {
			server.destroyForcibly().waitFor();
		}
	}

	@Test
	@DisplayName("learn at once that the one that listens was killed, and another takes its place")
	void serverKilled() throws Exception {
		Process server = FooProgram.start("listen", address());
		FooInit init = this.ipc.connect(address(), FooInit.class).orElseThrow();
		Foo foo = init.makeFoo();
		IpcProcess process = this.ipc.process(init);
		assertThat(process.pid()).isEqualTo(server.pid()).isEqualTo(foo.pid());
		List<String> events = new CopyOnWriteArrayList<>();
		this.ipc.addCleanup(foo, () -> events.add("cleanup"));
		CompletableFuture<String> call = async(() -> foo.pass("gate"));
		Eventually.until(() -> "no call", () -> foo.arrived("gate") == 1);
		server.destroyForcibly().waitFor();
		assertThat(failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class, (ex) -> {
			assertThat(ex.mayHaveExecuted()).isTrue();
			assertThat(ex.exit()).isEmpty();
		});
		assertThat(get(process.exit()).description()).isEqualTo("was lost");
		assertThat(events).containsExactly("cleanup");
		Path socket = this.marks.resolve("s");
		assertThat(socket).exists();
		assertThat(this.ipc.connect("auto:" + socket, FooInit.class)).isEmpty();
		try (Ipc next = listen(new CopyOnWriteArrayList<>())) {
			FooInit again = this.ipc.connect("auto:" + socket, FooInit.class).orElseThrow();
			assertThat(again.makeFoo().pid()).isEqualTo(ProcessHandle.current().pid());
			assertThat(next.context().name()).isEqualTo("main");
		}
		assertThat(this.marks).isEmptyDirectory();
	}

}
