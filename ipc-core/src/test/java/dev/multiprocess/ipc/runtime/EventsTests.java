package dev.multiprocess.ipc.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A listener of processes")
@ExtendWith(LeftoverCheck.class)
@Timeout(60)
class EventsTests {

	private final AtomicReference<Ipc> ipc = new AtomicReference<>();

	private Ipc build(IpcListener listener) {
		ProcessSpec spec = ProcessSpec.inProcess(() -> new DefaultFooInit(this.ipc::get, (foo) -> {
		})).name("foo").build();
		this.ipc.set(Ipc.builder().process(spec).listener(listener).build());
		return this.ipc.get();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@DisplayName("may call the process it is told of, and close the Ipc")
	void calls() {
		CompletableFuture<Integer> sum = new CompletableFuture<>();
		CountDownLatch closed = new CountDownLatch(1);
		try (Ipc own = build(new IpcListener() {
			@Override
			public void processReady(IpcProcess process) {
				sum.complete(EventsTests.this.ipc.get().root("foo", FooInit.class).makeFoo().add(1, 2));
			}

			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				EventsTests.this.ipc.get().close();
				closed.countDown();
			}
		})) {
			own.start("foo");
			assertThat(sum.join()).isEqualTo(3);
		}
		await(closed);
	}

	@Test
	@DisplayName("that waits holds up no start and no call, is told in order, and is waited for by the end")
	void waits() {
		CountDownLatch go = new CountDownLatch(1);
		List<String> told = new CopyOnWriteArrayList<>();
		try (Ipc own = build(new IpcListener() {
			@Override
			public void processStarted(IpcProcess process) {
				EventsTests.await(go);
				told.add("started on " + Thread.currentThread().getName());
				throw new IllegalStateException("a listener that fails");
			}

			@Override
			public void processReady(IpcProcess process) {
				told.add("ready");
			}

			@Override
			public void processExited(IpcProcess process, ProcessExit exit) {
				told.add("exited");
			}
		})) {
			assertThat(own.root("foo", FooInit.class).makeFoo().add(1, 2)).isEqualTo(3);
			assertThat(told).isEmpty();
			go.countDown();
		}
		assertThat(told).containsExactly("started on ipc-events", "ready", "exited");
	}

	@Test
	@DisplayName("are told one after the other, also when the one before failed")
	void several() {
		List<String> told = new CopyOnWriteArrayList<>();
		Events events = new Events(List.of(failing(told, "first"), failing(told, "second")));
		events.tell((listener) -> listener.circuitOpened("foo", null));
		events.close();
		assertThat(told).containsExactly("first", "second");
	}

	private static IpcListener failing(List<String> told, String name) {
		return new IpcListener() {
			@Override
			public void circuitOpened(String process, ConnectionClosedException cause) {
				told.add(name);
				throw new IllegalStateException("a listener that fails");
			}
		};
	}

	@Test
	@DisplayName("that is far too slow loses events, and nobody waits for it")
	void dropped() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		List<Integer> told = new CopyOnWriteArrayList<>();
		Events events = new Events(List.of(new IpcListener() {
		}));
		events.tell((listener) -> {
			entered.countDown();
			await(go);
		});
		await(entered);
		for (int i = 0; i < Events.MAX_WAITING + 10; i++) {
			int number = i;
			events.tell((listener) -> told.add(number));
		}
		go.countDown();
		events.close();
		assertThat(told).hasSize(Events.MAX_WAITING).isSorted().endsWith(Events.MAX_WAITING - 1);
		events.tell((listener) -> told.add(-1));
		assertThat(told).doesNotContain(-1);
	}

	@Test
	@DisplayName("S9: that is late loses one-way calls that failed, before anything that happens to a process")
	void roomForProcesses() {
		CountDownLatch go = new CountDownLatch(1);
		List<String> told = new CopyOnWriteArrayList<>();
		Events events = new Events(List.of(new IpcListener() {
		}));
		events.tell((listener) -> await(go));
		for (int i = 0; i < 3 * Events.MAX_WAITING; i++) {
			events.tellIfRoom((listener) -> told.add("failed"));
		}
		for (int i = 0; i < Events.MAX_WAITING / 4; i++) {
			events.tell((listener) -> told.add("exited"));
		}
		go.countDown();
		events.close();
		assertThat(told).filteredOn("exited"::equals).hasSize(Events.MAX_WAITING / 4);
		assertThat(told).filteredOn("failed"::equals)
			.hasSizeBetween(Events.MAX_WAITING / 2, Events.MAX_WAITING / 2 + 1);
	}

}
