package dev.multiprocess.ipc.functional;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.multiprocess.ipc.AddressException;
import dev.multiprocess.ipc.AddressException.Reason;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.IpcProcess.State;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.UnsupportedInterfaceException;
import dev.multiprocess.ipc.testing.CalculatorInit;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("Programs not started by each other")
class ListenTests extends ListenTest {

	@Test
	@DisplayName("share what one of them serves, and call in both directions")
	void calls() throws Exception {
		assertThat(server().listen(address()).address()).isEqualTo(address());
		FooInit one = connect(client());
		FooInit other = connect(client());
		Foo foo = one.makeFoo();
		Thread mine = Thread.currentThread();
		assertThat(foo.callback((arg) -> (Thread.currentThread() == mine) ? arg + 1 : -1, 4)).isEqualTo(5);
		one.makeClosing("x").close();
		Eventually.until(() -> "no event", () -> other.events().contains("released x"));
		assertThat(foo.throughAnotherThread((arg) -> arg * 2, 4)).isEqualTo(8);
		assertThat(other.makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S9: are both told of a one-way call that failed")
	void oneWayFailed() {
		List<String> told = new CopyOnWriteArrayList<>();
		server((builder) -> builder.listener(failures("server", told))).listen(address());
		FooInit init = connect(client((builder) -> builder.listener(failures("client", told))));
		init.makeLedger().fail("x");
		Eventually.until(() -> "told were " + told, () -> told.size() == 2);
		assertThat(told).containsExactlyInAnyOrder("server of Ledger.fail", "client of Ledger.fail");
	}

	private static IpcListener failures(String who, List<String> told) {
		return new IpcListener() {

			@Override
			public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
				told.add(who + " of " + method);
			}

		};
	}

	@Test
	@DisplayName("tell that nobody listens, or return nothing if that is fine")
	void nobody() {
		Ipc client = client();
		assertThat(client.connect("auto:" + socket(), FooInit.class)).isEmpty();
		assertThat(client.connect("auto:" + this.folder.resolve("no/such/folder"), FooInit.class)).isEmpty();
		assertThatExceptionOfType(AddressException.class)
			.isThrownBy(() -> client.connect("unix:" + socket(), FooInit.class))
			.withMessageContaining(address())
			.withMessageContaining("nobody listens")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NOBODY_LISTENS));
		server().listen(address());
		assertThat(client.connect("auto:" + socket(), FooInit.class)).isPresent();
	}

	@Test
	@DisplayName("are about to end for each other as soon as one is asked to be killed")
	void kill() {
		server().listen(address());
		Ipc client = client();
		Foo foo = connect(client).makeFoo();
		IpcProcess process = client.process(foo);
		List<State> states = new CopyOnWriteArrayList<>();
		client.addCleanup(foo, () -> states.add(process.state()));
		process.kill();
		assertThat(process.exit().join().cause()).isEqualTo(Cause.STOPPED);
		assertThat(states).containsExactly(State.STOPPING);
	}

	@Test
	@DisplayName("part when the proxy of the first object is closed, and both go on")
	void close() {
		Ipc server = server();
		server.listen(address());
		Ipc client = client();
		FooInit init = connect(client);
		Foo foo = init.makeFoo();
		IpcProcess process = client.process(foo);
		assertThat(process.name()).isEqualTo("s");
		assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(process.state()).isEqualTo(State.RUNNING);
		List<String> order = new CopyOnWriteArrayList<>();
		client.addCleanup(foo, () -> order.add("first"));
		client.addCleanup(foo, () -> order.add("second"));
		init.watch((arg) -> arg, "client has gone");
		init.close();
		assertThat(order).containsExactly("second", "first");
		assertThat(process.exit().join()).satisfies((exit) -> {
			assertThat(exit.cause()).isEqualTo(Cause.STOPPED);
			assertThat(exit.expected()).isTrue();
			assertThat(exit.description()).isEqualTo("was disconnected");
		});
		assertThat(process.state()).isEqualTo(State.EXITED);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> foo.add(1, 2))
			.satisfies((ex) -> assertThat(ex.exit()).isEmpty());
		init.close();
		FooInit again = connect(client);
		Eventually.until(() -> "only " + again.events(), () -> again.events().contains("client has gone"));
		// Nobody closed what all of them share.
		assertThat(again.events()).doesNotContain("closed init");
	}

	@Test
	@DisplayName("end the connection, not each other, by stop() and kill()")
	void stopAndKill() {
		server().listen(address());
		Ipc client = client();
		for (boolean kindly : new boolean[] { true, false }) {
			FooInit init = connect(client);
			IpcProcess process = client.process(init);
			if (kindly) {
				process.stop();
			}
			else {
				process.kill();
			}
			assertThat(process.exit().join().expected()).isTrue();
			assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(init::makeFoo);
		}
		assertThat(connect(client).makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("refuse each other's interfaces as processes do")
	void unsupported() {
		server().listen(address());
		Ipc client = client();
		assertThatExceptionOfType(UnsupportedInterfaceException.class)
			.isThrownBy(() -> client.connect(address(), CalculatorInit.class))
			.withMessageContaining(FooInit.class.getName());
		assertThat(connect(client).makeFoo().add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("are as many as may be, and one more is told so")
	void full() {
		server((builder) -> builder.maxConnections(2)).listen(address());
		Ipc client = client();
		FooInit one = connect(client);
		FooInit other = connect(client);
		assertThatExceptionOfType(AddressException.class).isThrownBy(() -> connect(client))
			.withMessageContaining("as many connections as it may, which is 2")
			.withMessageContaining("Ipc.Builder.maxConnections")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.FULL));
		assertThat(other.makeFoo().add(1, 2)).isEqualTo(3);
		one.close();
		Eventually.until(() -> "no place has become free", () -> {
			try {
				return connect(client).makeFoo().add(1, 2) == 3;
			}
			catch (AddressException ex) {
				return false;
			}
		});
	}

	/** On few processors the common pool may have but one thread. */
	private static void start(Runnable task) {
		new Thread(task, "test-caller").start();
	}

	@Test
	@DisplayName("wait for the call under way when the listener is closed, and start no other")
	void listenerClosed() throws Exception {
		Ipc.Listener listener = server().listen(address());
		Ipc client = client();
		FooInit init = connect(client);
		Foo foo = init.makeFoo();
		List<String> events = new CopyOnWriteArrayList<>();
		client.addCleanup(foo, () -> events.add("cleanup"));
		CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> foo.pass("gate"), ListenTests::start);
		Eventually.until(() -> "no call", () -> foo.arrived("gate") == 1);
		CompletableFuture<Void> close = CompletableFuture.runAsync(listener::close, ListenTests::start);
		Eventually.until(() -> "calls still start", () -> {
			try {
				foo.nothing();
				return false;
			}
			catch (ConnectionClosedException ex) {
				return !ex.mayHaveExecuted();
			}
		});
		assertThat(socket()).doesNotExist();
		assertThat(secret()).doesNotExist();
		assertThat(client.connect("auto:" + socket(), FooInit.class)).isEmpty();
		assertThat(close).isNotDone();
		this.served.get(0).open("gate");
		assertThat(call.join()).isEqualTo("passed");
		close.join();
		Eventually.until(() -> "no cleanup", () -> events.contains("cleanup"));
		listener.close();
		assertThat(client.process(init).exit().join().expected()).isTrue();
	}

	@Test
	@DisplayName("lose all of it when the Ipc is closed, and none of it comes back")
	void ipcClosed() {
		Ipc server = server();
		server.listen(address());
		server.listen("unix:" + this.folder.resolve("t"));
		Ipc client = client();
		FooInit one = connect(client);
		FooInit other = client.connect("unix:" + this.folder.resolve("t"), FooInit.class).orElseThrow();
		server.close();
		assertThat(this.folder).isEmptyDirectory();
		for (FooInit init : List.of(one, other)) {
			assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(init::makeFoo);
		}
		assertThatIllegalStateException().isThrownBy(() -> server.listen(address())).withMessageContaining("closed");
		client.close();
		assertThatIllegalStateException().isThrownBy(() -> client.connect(address(), FooInit.class))
			.withMessageContaining("closed");
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	@DisplayName("hand on what others gave them, and tell when that is gone")
	void forwarding() {
		server().listen(address());
		Ipc client = client();
		FooInit init = connect(client);
		FooInit worker = client.spawnProcess(worker(client, "worker"), FooInit.class);
		Foo foo = init.makeFoo();
		FooCallback one = worker.makeFoo().one();
		assertThat(foo.callback(one, 21)).isEqualTo(42);
		foo.saveCallback(one);
		assertThat(foo.saved()).isSameAs(one);
		init.watch(one, "one is gone");
		worker.close();
		Eventually.until(() -> "only " + init.events(), () -> init.events().contains("one is gone"));
		assertThat(foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S17, S18: pass references along a chain of four, where each end knows the other's objects")
	void chain() {
		Ipc server = server();
		server.listen(address());
		FooInit far = server.spawnProcess(worker(server, "far"), FooInit.class);
		Ipc client = client();
		FooInit init = connect(client);
		FooInit near = client.spawnProcess(worker(client, "near"), FooInit.class);
		Foo middle = init.makeFoo();
		Foo last = near.makeFoo();
		Foo first = far.makeFoo();
		FooCallback one = first.one();
		this.served.get(0).saveCallback(one);
		FooCallback seen = middle.saved();
		last.saveCallback(seen);
		assertThat(last.callbackSaved(21)).isEqualTo(42);
		near.watch(seen, "one is gone");
		// All the way back it is the object itself.
		middle.saveCallback(last.saved());
		assertThat(this.served.get(0).saved()).isSameAs(one);
		assertThat(first.isOne(this.served.get(0).saved())).isTrue();
		far.close();
		Eventually.until(() -> "only " + near.events(), () -> near.events().contains("one is gone"));
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(() -> last.callbackSaved(1));
		assertThat(middle.add(1, 2)).isEqualTo(3);
	}

	private static ProcessSpec worker(Ipc ipc, String name) {
		return ProcessSpec.inProcess(() -> new DefaultFooInit(() -> ipc, (foo) -> {
		})).name(name).build();
	}

}
