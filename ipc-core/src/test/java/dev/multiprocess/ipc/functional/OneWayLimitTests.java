package dev.multiprocess.ipc.functional;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.testing.DefaultFooInit;
import dev.multiprocess.ipc.testing.DefaultLedger;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooInit;
import dev.multiprocess.ipc.testing.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests one-way calls that come to an end of time, room or connection, over the in-memory
 * pair.
 */
@DisplayName("One-way calls at their limits")
class OneWayLimitTests extends FunctionalTest {

	/** Long enough for what shall not time out on a busy machine. */
	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	private static final byte[] DATA = new byte[16 * 1024];

	private Ledger ledger;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.callTimeout(TIMEOUT);
	}

	@BeforeEach
	void makeLedger() {
		this.ledger = this.ends.init().makeLedger();
	}

	/** Writes until there is no more room; returns how many calls were written. */
	private int fill(Ledger full) {
		int written = 0;
		try {
			while (written < 1000) {
				full.noteSize(DATA);
				written++;
			}
		}
		catch (CallTimeoutException ex) {
			assertThat(ex.mayHaveExecuted()).isFalse();
			assertThat(ex.method()).isEqualTo("Ledger.noteSize");
		}
		return written;
	}

	@Test
	@DisplayName("S9, S11: a process that does not keep up makes the caller wait for as long as its time; what was written is served")
	void timeout() {
		this.ledger.noteAt("gate", "first");
		int written = fill(this.ledger);
		assertThat(written).isPositive().isLessThan(1000);
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.ledger.entries())
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		openElsewhere("gate");
		List<String> entries = patiently(this.ledger::entries);
		assertThat(entries).hasSize(1 + written).startsWith("first");
		assertThat(entries.subList(1, entries.size())).containsOnly("size " + DATA.length);
	}

	private void openElsewhere(String gate) {
		ConcurrencyTests.start(() -> patiently(() -> {
			this.ledger.open(gate);
			return true;
		}));
	}

	/** Repeats what may take longer than the timeout on a busy machine. */
	private static <T> T patiently(Supplier<T> call) {
		for (int i = 0; i < 20; i++) {
			try {
				return call.get();
			}
			catch (CallTimeoutException ignored) {
				// Once more.
			}
		}
		return call.get();
	}

	@Test
	@DisplayName("S9, S12: an interrupt ends the wait for room, and keeps the flag")
	void interrupted() throws Exception {
		AtomicInteger written = new AtomicInteger();
		List<Boolean> result = Collections.synchronizedList(new ArrayList<>());
		Thread caller = new Thread(() -> {
			this.ledger.noteAt("gate", "first");
			assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					this.ledger.noteSize(DATA);
					written.incrementAndGet();
				}
			}).satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
			result.add(Thread.interrupted());
		});
		caller.start();
		awaitStuck(written);
		caller.interrupt();
		caller.join();
		assertThat(result).containsExactly(true);
		openElsewhere("gate");
		Eventually.until(() -> "first is not served: " + patiently(this.ledger::entries),
				() -> patiently(this.ledger::entries).contains("first"));
	}

	/** Waits until a count that has begun grows no more. */
	private static void awaitStuck(AtomicInteger count) {
		AtomicInteger last = new AtomicInteger();
		AtomicInteger same = new AtomicInteger();
		Eventually.until(() -> "still growing: " + count, () -> {
			int now = count.get();
			if (now == 0 || now != last.getAndSet(now)) {
				same.set(0);
			}
			return same.incrementAndGet() > 20;
		});
	}

	@Test
	@DisplayName("S9: when a caller gives up and its lane closes, the calls written before are served, uninterrupted and in order")
	void laneCloses() {
		this.ledger.noteAt("gate", "first");
		this.ledger.note("second");
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.ledger.entries());
		openElsewhere("gate");
		assertThat(patiently(this.ledger::entries)).containsExactly("first", "second");
	}

	@Test
	@DisplayName("S9: when a lane closes, later calls wait for those that were written in a callback, too")
	void nestedLaneCloses() {
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.foo.callback((arg) -> {
			this.ledger.noteAt("gate", "first");
			return arg;
		}, 1));
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.ledger.note("too early"))
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		openElsewhere("gate");
		assertThat(patiently(this.ledger::entries)).containsExactly("first");
	}

	@Test
	@DisplayName("S9: what was written to a caller that gives up is served after it has, in order")
	void callerGivesUp() throws Exception {
		List<String> noted = Collections.synchronizedList(new ArrayList<>());
		CountDownLatch over = new CountDownLatch(1);
		Ledger here = new DefaultLedger() {

			@Override
			public void note(String entry) {
				if (noted.isEmpty()) {
					await(over);
				}
				noted.add(entry);
			}

		};
		Future<CallTimeoutException> call = ConcurrencyTests.start(() -> {
			try {
				this.ledger.noteThere(here, 50, "never");
				throw new AssertionError("No timeout");
			}
			catch (CallTimeoutException ex) {
				return ex;
			}
		});
		long start = System.nanoTime();
		Eventually.until(() -> "not all written", () -> this.ledger.arrived("never") == 1);
		Eventually.until(() -> "", () -> System.nanoTime() - start > TIMEOUT.toNanos());
		over.countDown();
		assertThat(call.get().mayHaveExecuted()).isTrue();
		Eventually.until(() -> "noted are " + noted, () -> noted.size() == 50);
		assertThat(noted).isEqualTo(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
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
	@DisplayName("S9, S27: an end in order waits for the calls written before")
	void closed() {
		DefaultLedger served = new DefaultLedger();
		ProcessSpec spec = ProcessSpec.inProcess(() -> new DefaultFooInit(this.ends::ipc, (foo) -> {
		}, () -> served)).name("closing").build();
		try (Ipc ipc = Ipc.builder().build(); FooInit init = ipc.spawnProcess(spec, FooInit.class)) {
			Ledger remote = init.makeLedger();
			remote.noteAt("gate", "first");
			remote.note("second");
			Eventually.until(() -> "not arrived", () -> served.arrived("gate") == 1);
			ConcurrencyTests.start(() -> {
				Eventually.until(() -> "not closing", () -> !accepts(init));
				served.open("gate");
				return true;
			});
		}
		assertThat(served.entries()).containsExactly("first", "second");
	}

	private static boolean accepts(FooInit init) {
		try {
			init.events();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
