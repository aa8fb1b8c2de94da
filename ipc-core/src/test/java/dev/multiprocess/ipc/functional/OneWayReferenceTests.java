package dev.multiprocess.ipc.functional;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcListener;
import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the objects that one-way calls mention, over the in-memory pair.
 */
@DisplayName("References in one-way calls")
class OneWayReferenceTests extends FunctionalTest {

	private final AtomicInteger failures = new AtomicInteger();

	private Ledger ledger;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.listener(new IpcListener() {

			@Override
			public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
				OneWayReferenceTests.this.failures.incrementAndGet();
			}

		});
	}

	@BeforeEach
	void makeLedger() {
		this.ledger = this.ends.init().makeLedger();
		this.failures.set(0);
	}

	@Test
	@DisplayName("S9, S21: an object is not released before the calls that mention it are served")
	void heldUntilServed() throws Exception {
		AtomicInteger released = new AtomicInteger();
		noteOnPages(released);
		// What could be collected before this one has been.
		for (int i = 0; i < 2; i++) {
			awaitCollection();
		}
		assertThat(released).hasValue(0);
		assertThat(ConcurrencyTests.start(() -> {
			this.ledger.open("gate");
			return true;
		}).get()).isTrue();
		Eventually.until(() -> "released are " + released, () -> {
			System.gc();
			return released.get() == 10;
		});
		assertThat(this.ledger.entries()).startsWith("first")
			.endsWith(IntStream.range(0, 10).mapToObj(Integer::toString).toArray(String[]::new))
			.hasSize(11);
		assertThat(this.failures).hasValue(0);
	}

	/** Makes a call on each of ten objects that nobody holds, none of which is served. */
	private void noteOnPages(AtomicInteger released) {
		List<Ledger> pages = IntStream.range(0, 10).mapToObj((number) -> this.ledger.page()).toList();
		this.ledger.noteAt("gate", "first");
		for (int i = 0; i < pages.size(); i++) {
			this.ends.ipc().addCleanup(pages.get(i), released::incrementAndGet);
			pages.get(i).note(Integer.toString(i));
		}
	}

	/** Waits until an object that nobody holds has been collected and released. */
	private void awaitCollection() throws Exception {
		AtomicInteger collected = new AtomicInteger();
		assertThat(ConcurrencyTests.start(() -> {
			this.ends.ipc().addCleanup(this.ledger.page(), collected::incrementAndGet);
			return true;
		}).get()).isTrue();
		Eventually.until(() -> "not collected", () -> {
			System.gc();
			return collected.get() == 1;
		});
	}

	@Test
	@DisplayName("S9, S23: they are counted exactly, and none is left")
	void counted() throws Exception {
		this.ends.awaitReferences(0, 2);
		for (int i = 0; i < 150; i++) {
			int number = i;
			this.ledger.noteResult((arg) -> arg + number, i);
			if (i % 3 == 0) {
				this.ledger.noteItself(this.ledger);
			}
		}
		// No call that waits follows on the lane of this thread.
		assertThat(ConcurrencyTests.start(() -> {
			Eventually.until(() -> "are " + this.ledger.entries().size(), () -> this.ledger.entries().size() == 200);
			this.ends.awaitReferences(0, 2);
			return true;
		}).get()).isTrue();
		assertThat(this.failures).hasValue(0);
	}

}
