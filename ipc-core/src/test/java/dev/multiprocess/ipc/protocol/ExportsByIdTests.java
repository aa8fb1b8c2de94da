package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class ExportsByIdTests {

	private static final long FIRST = 1L << 61 | 12345;

	private final ExportsById exports = new ExportsById();

	private long next = FIRST;

	private Export add() {
		Export export = new Export(this.next++, new Object(), null);
		this.exports.add(export);
		return export;
	}

	@Test
	void holdsWhatWasAddedAndNotRemoved() {
		Map<Long, Export> expected = new HashMap<>();
		List<Export> live = new ArrayList<>();
		Random random = new Random(1);
		// Grows and shrinks by turns, from and to none.
		for (int i = 0; i < 60_000; i++) {
			boolean grows = i / 10_000 % 2 == 0;
			if (live.isEmpty() || random.nextInt(10) < (grows ? 7 : 3)) {
				Export export = add();
				expected.put(export.id, export);
				live.add(export);
			}
			else {
				Export export = live.remove(random.nextInt(live.size()));
				expected.remove(export.id);
				this.exports.remove(export);
				assertThat(this.exports.get(export.id)).isNull();
			}
			if (!live.isEmpty()) {
				Export export = live.get(random.nextInt(live.size()));
				assertThat(this.exports.get(export.id)).isSameAs(export);
			}
			assertThat(this.exports.size()).isEqualTo(expected.size());
		}
		assertThat(this.exports.all()).containsExactlyInAnyOrderElementsOf(expected.values());
	}

	@Test
	void findsNothingUnderOtherIds() {
		// As many as it takes for some to have stood wherever a number leads to.
		for (int i = 0; i < 100; i++) {
			this.exports.remove(add());
			for (long id : new long[] { 0, -1, FIRST, FIRST - 1, this.next, Long.MIN_VALUE, Long.MAX_VALUE }) {
				assertThat(this.exports.get(id)).isNull();
			}
		}
		assertThat(this.exports.all()).isEmpty();
	}

	@Test
	void refusesToRemoveTwice() {
		Export export = add();
		add();
		this.exports.remove(export);
		assertThatIllegalArgumentException().isThrownBy(() -> this.exports.remove(export));
		assertThat(this.exports.size()).isOne();
	}

	@Test
	void isEmptyWhenCleared() {
		Export export = add();
		this.exports.clear();
		assertThat(this.exports.get(export.id)).isNull();
		assertThat(this.exports.size()).isZero();
		assertThat(add()).isSameAs(this.exports.get(this.next - 1));
	}

	@Test
	void readersMissNothingWhileOthersComeAndGo() throws InterruptedException {
		List<Export> staying = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			staying.add(add());
		}
		AtomicBoolean ended = new AtomicBoolean();
		CountDownLatch reading = new CountDownLatch(1);
		CompletableFuture<Boolean> foundAll = CompletableFuture.supplyAsync(() -> {
			boolean found = true;
			do {
				for (Export export : staying) {
					found &= this.exports.get(export.id) == export;
				}
				reading.countDown();
			}
			while (!ended.get());
			return found;
		});
		reading.await();
		for (int round = 0; round < 200; round++) {
			List<Export> passing = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				passing.add(add());
			}
			passing.forEach(this.exports::remove);
		}
		ended.set(true);
		assertThat(foundAll.join()).isTrue();
	}

}
