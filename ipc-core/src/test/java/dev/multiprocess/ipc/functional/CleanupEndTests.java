package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests cleanups when a connection ends, or all of them, over the in-memory pair.
 */
@DisplayName("Cleanups of a connection that ends")
class CleanupEndTests extends FunctionalTest {

	private final List<String> ran = new CopyOnWriteArrayList<>();

	@Override
	boolean fresh() {
		return true;
	}

	@BeforeEach
	@Override
	void connect() {
		this.ran.clear();
		super.connect();
	}

	private Ipc.Registration add(Object object, String event) {
		return this.ends.ipc().addCleanup(object, () -> this.ran.add(event));
	}

	@Test
	@DisplayName("S24: those of a closed object run on the closing thread, last registered first")
	void onClose() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		Closing closing = this.ends.init().makeClosing("x");
		add(closing, "first");
		this.ends.ipc().addCleanup(closing, () -> thread.set(Thread.currentThread()));
		add(closing, "last");
		assertThat(this.ran).isEmpty();
		closing.close();
		assertThat(this.ran).containsExactly("last", "first");
		assertThat(thread.get()).isSameAs(Thread.currentThread());
		closing.close();
		this.ends.ipc().close();
		assertThat(this.ran).containsExactly("last", "first");
	}

	@Test
	@DisplayName("S24: those of all objects run when the connection ends in order, last registered first")
	void connectionEnds() {
		FooCallback one = this.foo.one();
		FooCallback two = this.foo.make();
		add(one, "1");
		add(two, "2");
		add(this.ends.init(), "3");
		add(one, "4");
		this.ends.init().close();
		assertThat(this.ran).containsExactly("4", "3", "2", "1");
	}

	@Test
	@DisplayName("S24: those of all objects run when the process is killed")
	void killed() {
		add(this.foo, "1");
		add(this.ends.init(), "2");
		this.ends.process().kill();
		Eventually.until(() -> "ran only " + this.ran, () -> this.ran.size() == 2);
		assertThat(this.ran).containsExactly("2", "1");
		add(this.foo, "after");
		assertThat(this.ran).endsWith("after");
	}

	@Test
	@DisplayName("S24: those of a process that was killed have run when the Ipc is closed")
	void killedThenClosed() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		add(this.foo, "last");
		this.ends.ipc().addCleanup(this.foo, () -> {
			entered.countDown();
			passed(leave);
		});
		this.ends.process().kill();
		assertThat(passed(entered)).isTrue();
		AtomicReference<List<String>> atEnd = new AtomicReference<>();
		Thread closing = new Thread(() -> {
			this.ends.ipc().close();
			atEnd.set(List.copyOf(this.ran));
		});
		closing.start();
		Eventually.until(() -> "is " + closing.getState(),
				() -> closing.getState() == Thread.State.TERMINATED || closing.getState() == Thread.State.WAITING);
		leave.countDown();
		closing.join();
		assertThat(atEnd.get()).containsExactly("last");
	}

	private static boolean passed(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("S24: one may close the Ipc, which does not wait for it")
	void closesIpc() {
		add(this.foo, "last");
		this.ends.ipc().addCleanup(this.foo, () -> {
			this.ends.ipc().close();
			this.ran.add("closed");
		});
		this.ends.process().kill();
		assertThat(Eventually.within(Duration.ofSeconds(4), () -> this.ran.size() == 2)).isTrue();
		assertThat(this.ran).containsExactly("closed", "last");
	}

	@Test
	@DisplayName("S24: those of all objects run when the Ipc is closed")
	void ipcCloses() {
		add(this.foo, "1");
		add(this.ends.init(), "2");
		this.ends.ipc().close();
		assertThat(this.ran).containsExactly("2", "1");
	}

	@Test
	@DisplayName("S24: those of a local object that was never exported run when the Ipc is closed, last first")
	void localNeverExported() {
		Object local = new Object();
		add(local, "first");
		add(local, "second");
		add(local, "taken back").close();
		this.ends.init().close();
		assertThat(this.ran).isEmpty();
		this.ends.ipc().close();
		assertThat(this.ran).containsExactly("second", "first");
	}

	@Test
	@DisplayName("S24: those of a local object run when the process that held it is gone")
	void localHolderGone() {
		FooCallback local = (arg) -> arg;
		add(local, "released");
		this.foo.saveCallback(local);
		this.ends.process().kill();
		Eventually.until(() -> "not run", () -> this.ran.equals(List.of("released")));
	}

	@Test
	@DisplayName("S24: one that hangs on the cleanup thread does not hold up the rest for ever")
	void hanging() {
		CountDownLatch end = new CountDownLatch(1);
		add(this.foo, "behind");
		this.ends.ipc().addCleanup(this.foo, () -> {
			boolean interrupted = false;
			while (end.getCount() > 0) {
				try {
					end.await();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			this.ran.add("hanging" + (interrupted ? " interrupted" : ""));
		});
		this.ends.process().kill();
		assertThat(Eventually.within(Duration.ofSeconds(20), () -> this.ran.contains("behind"))).isTrue();
		end.countDown();
		Eventually.until(() -> "not ended", () -> this.ran.size() == 2);
		assertThat(this.ran).containsExactly("behind", "hanging");
	}

}
