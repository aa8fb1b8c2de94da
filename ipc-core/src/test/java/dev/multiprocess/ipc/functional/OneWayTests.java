package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.testing.DefaultLedger;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls that nobody waits for, over the in-memory pair.
 */
@DisplayName("One-way calls")
class OneWayTests extends FunctionalTest {

	/** One that failed, as the listener was told. */
	private record Failure(PeerProcess peer, String method, Throwable reason) {
	}

	private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();

	private Ledger ledger;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.listener(new IpcListener() {

			@Override
			public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
				OneWayTests.this.failures.add(new Failure(peer, method, failure));
			}

		});
	}

	@BeforeEach
	void makeLedger() {
		this.ledger = this.ends.init().makeLedger();
		this.failures.clear();
	}

	private static List<String> numbers(int count) {
		return IntStream.range(0, count).mapToObj(Integer::toString).toList();
	}

	@Test
	@DisplayName("S9: a call returns when it is written; a later call of the thread sees its effects")
	void returnsWhenWritten() throws Exception {
		CountDownLatch written = new CountDownLatch(1);
		Future<List<String>> entries = ConcurrencyTests.start(() -> {
			this.ledger.noteAt("gate", "late");
			written.countDown();
			return this.ledger.entries();
		});
		Eventually.until(() -> "not returned", () -> written.getCount() == 0);
		// Of another thread: it waits for nobody.
		Eventually.until(() -> "not arrived", () -> this.ledger.arrived("gate") == 1);
		assertThat(this.ledger.entries()).isEmpty();
		assertThat(entries).isNotDone();
		this.ledger.open("gate");
		assertThat(entries.get()).containsExactly("late");
	}

	@Test
	@DisplayName("S9: the calls of one thread keep their order, one-way or not")
	void order() {
		numbers(1000).forEach(this.ledger::note);
		assertThat(this.ledger.entries()).isEqualTo(numbers(1000));
		for (int i = 1000; i < 1200; i++) {
			this.ledger.note(Integer.toString(i));
			assertThat(this.ledger.entries()).hasSize(i + 1);
		}
	}

	@Test
	@DisplayName("S9, S6: no other thread is given the lane that carries calls not served yet")
	void reserved() throws Exception {
		Future<List<String>> entries = ConcurrencyTests.start(() -> {
			this.ledger.noteAt("gate", "first");
			// Nothing is under way now; several threads that come after find a free lane.
			for (int i = 0; i < 5; i++) {
				assertThat(ConcurrencyTests.start(() -> this.foo.add(1, 2)).get(30, TimeUnit.SECONDS)).isEqualTo(3);
			}
			ConcurrencyTests.start(() -> {
				this.ledger.open("gate");
				return true;
			}).get();
			return this.ledger.entries();
		});
		assertThat(entries.get(30, TimeUnit.SECONDS)).containsExactly("first");
	}

	@Test
	@DisplayName("S9: a thread that goes on without a call that waits leaves nothing unserved, and its lane to others")
	void eventually() {
		int lanes = this.ends.process().stats().lanes();
		for (int i = 0; i < 20; i++) {
			int number = i;
			Thread thread = new Thread(() -> this.ledger.note("thread " + number));
			thread.start();
			Eventually.until(() -> "not ended", () -> !thread.isAlive());
		}
		Eventually.until(() -> "are " + this.ledger.entries(), () -> this.ledger.entries().size() == 20);
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(lanes + 2);
	}

	@Test
	@DisplayName("S9: calls made while serving one go down another lane")
	void callsBack() {
		List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
		this.ledger.noteResult((arg) -> {
			threads.add(Thread.currentThread());
			return this.foo.add(arg, 1);
		}, 41);
		assertThat(this.ledger.entries()).containsExactly("result 42");
		assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
	}

	@Test
	@DisplayName("S9, S4: one made while a call is served runs on the thread that waits for that call, in order")
	void nested() {
		Thread caller = Thread.currentThread();
		List<String> noted = new ArrayList<>();
		Ledger here = new DefaultLedger() {

			@Override
			public void note(String entry) {
				assertThat(Thread.currentThread()).isSameAs(caller);
				noted.add(entry);
			}

		};
		this.ledger.open("open");
		for (int i = 1; i <= 5; i++) {
			this.ledger.noteThere(here, 100, "open");
			assertThat(noted).hasSize(100 * i);
		}
		assertThat(noted.subList(400, 500)).isEqualTo(numbers(100));
		assertThat(this.failures).isEmpty();
	}

	@Test
	@DisplayName("S9: one that is served on a thread that waits may call, and its order is kept there too")
	void nestedCalls() {
		Ledger here = new DefaultLedger() {

			@Override
			public void note(String entry) {
				OneWayTests.this.ledger.note("one-way " + entry);
				assertThat(OneWayTests.this.ledger.entries()).endsWith("one-way " + entry);
				OneWayTests.this.ledger.note("again " + entry);
			}

		};
		this.ledger.open("open");
		long thread = this.foo.threadId();
		this.ledger.noteThere(here, 5, "open");
		assertThat(this.foo.threadId()).isEqualTo(thread);
		assertThat(this.failures).isEmpty();
		assertThat(this.ledger.entries()).hasSize(10).endsWith("one-way 4", "again 4");
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S9, S5: the lane of calls made while serving those of callbacks stays that of the serving thread")
	void nestedCallsKeepTheirLane() {
		List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
		FooCallback here = (arg) -> {
			threads.add(Thread.currentThread());
			// Leaves a lane behind that nobody prefers.
			return this.foo.throughAnotherThread((other) -> other, arg);
		};
		assertThat(this.foo.callback((arg) -> {
			this.ledger.noteResult(here, 1);
			this.ledger.noteResult(here, 2);
			return this.ledger.entries().size();
		}, 0)).isEqualTo(2);
		assertThat(threads).hasSize(2);
		assertThat(threads.get(1)).isSameAs(threads.get(0));
	}

	@Test
	@DisplayName("S9: a callback that makes one while the other process waits keeps the calls nested")
	void nestedInCallback() {
		int lanes = this.ends.process().stats().lanes();
		assertThat(this.foo.callback((arg) -> {
			numbers(50).forEach(this.ledger::note);
			return this.ledger.entries().size();
		}, 0)).isEqualTo(50);
		assertThat(this.ledger.entries()).isEqualTo(numbers(50));
		assertThat(this.ends.process().stats().lanes()).isLessThanOrEqualTo(lanes);
	}

	@Test
	@DisplayName("S9: what one throws is told to the listener, not to the caller")
	void failure() throws Exception {
		this.ledger.fail("out of ink");
		Failure failure = this.failures.poll(30, TimeUnit.SECONDS);
		assertThat(failure).isNotNull();
		assertThat(failure.method()).isEqualTo("Ledger.fail");
		assertThat(failure.peer().name()).isEqualTo("foo");
		assertThat(failure.peer().pid()).isEqualTo(this.ends.process().pid());
		assertThat(failure.reason())
			.isInstanceOfSatisfying(RemoteCallException.class,
					(ex) -> assertThat(ex.remoteType()).isEqualTo(IllegalStateException.class.getName()))
			.hasMessageContaining("out of ink");
		this.ledger.note("after");
		assertThat(this.ledger.entries()).containsExactly("after");
	}

	@Test
	@DisplayName("S9: the listener of the process that was called is told as well")
	void failureHere() throws Exception {
		this.ledger.failThere(new DefaultLedger(), "no paper");
		Failure failure = this.failures.poll(30, TimeUnit.SECONDS);
		assertThat(failure).isNotNull();
		assertThat(failure.reason()).isInstanceOf(IllegalStateException.class).hasMessage("no paper");
		assertThat(failure.peer().name()).isEqualTo("foo");
	}

}
