package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Emitter;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooStreams;
import dev.multiprocess.ipc.testing.Listener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests iterators, streams of objects and publishers that cross, over the in-memory pair.
 */
@DisplayName("Streams of objects")
class IterationTests extends FunctionalTest {

	private FooStreams streams;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.maxMessageSize(1024 * 1024);
	}

	@BeforeEach
	@Override
	void connect() {
		super.connect();
		this.streams = this.ends.init().makeStreams();
	}

	@Test
	@DisplayName("S19: an iterator yields its elements in batches, and not before they are wanted")
	void iterator() {
		Iterator<Integer> numbers = this.streams.numbers(3_000, false);
		assertThat(this.streams.taken()).isZero();
		assertThat(numbers.next()).isZero();
		assertThat(this.streams.taken()).isOne();
		long before = this.ends.process().stats().calls();
		for (int i = 1; i < 3_000; i++) {
			assertThat(numbers.next()).isEqualTo(i);
		}
		assertThat(numbers.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(numbers::next);
		assertThat(this.ends.process().stats().calls() - before).isLessThan(3_000 / 4);
		assertThat(this.streams.sum(IntStream.range(0, 1000).iterator())).isEqualTo(499_500);
	}

	@Test
	@DisplayName("S19: what fails behind some elements fails when these have been taken")
	void failingIterator() {
		Iterator<Integer> numbers = this.streams.numbers(20, true);
		List<Integer> taken = new ArrayList<>();
		assertThatIllegalStateException().isThrownBy(() -> numbers.forEachRemaining(taken::add))
			.withMessage("no number 20");
		assertThat(taken).hasSize(20);
	}

	@Test
	@DisplayName("S19, S38: elements that do not fit into one message together arrive one by one")
	void largeElements() {
		Iterator<byte[]> blocks = this.streams.blocks(20, 400_000);
		List<Integer> lengths = new ArrayList<>();
		blocks.forEachRemaining((block) -> lengths.add(block.length));
		assertThat(lengths).hasSize(20).containsOnly(400_000);
	}

	@Test
	@DisplayName("S19, S17: a stream is consumed here, closes its origin, and is itself when it comes home")
	void stream() {
		try (Stream<String> strings = this.streams.strings("s", 1000)) {
			assertThat(strings.filter((value) -> value.endsWith("7")).limit(3)).containsExactly("7", "17", "27");
		}
		this.ends.awaitEvent("closed s");
		assertThat(this.streams.join(Stream.of("a", "b", "c"))).isEqualTo("a,b,c");
		assertThat(this.streams.join(this.streams.strings("t", 5))).isEqualTo("0,1,2,3,4");
		Stream<String> used = this.streams.strings("u", 5);
		assertThat(used).hasSize(5);
		assertThatIllegalStateException().isThrownBy(used::count);
		assertThat(used.toString()).isNotEmpty();
		assertThat(used).isEqualTo(used);
	}

	@Test
	@DisplayName("S19: a publisher gives its items to a subscriber here, as many as it asks for")
	void publisher() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.streams.publisher().subscribe(new Listener(heard));
		assertThat(this.streams.subscribers()).isOne();
		this.streams.emit(5, false);
		assertThat(heard).containsExactly("subscribed", "0", "1", "2", "3", "4", "complete");
		heard.clear();
		this.streams.publisher().subscribe(new Listener(heard));
		this.streams.emit(1, true);
		assertThat(heard).containsExactly("subscribed", "0", "AllowedException");
		this.ends.awaitReferences(0, 2);
	}

	@Test
	@DisplayName("S19: a subscriber that cancels gets no more, and its subscription is gone there")
	void cancel() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.streams.publisher().subscribe(new Listener(heard));
		this.streams.emit(200, false);
		assertThat(heard).hasSize(102).endsWith("100");
		assertThat(this.streams.subscribers()).isZero();
		this.ends.awaitReferences(0, 2);
	}

	@Test
	@DisplayName("S19, S12: a subscriber that is interrupted while it asks for items gets them")
	void interrupted() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.streams.publisher().subscribe(new Listener(heard) {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				Thread.currentThread().interrupt();
				super.onSubscribe(subscription);
				heard.add("interrupted " + Thread.interrupted());
			}

		});
		this.streams.emit(1, false);
		assertThat(heard).containsExactly("subscribed", "interrupted true", "0", "complete");
	}

	@Test
	@DisplayName("S19: items of a publisher here are given by the thread that emits them")
	void subscriber() {
		Emitter emitter = new Emitter();
		this.streams.listen(emitter);
		Eventually.until(() -> "not subscribed", () -> emitter.subscribers() == 1);
		emitter.emit(3, false);
		assertThat(this.streams.heard()).containsExactly("subscribed", "0", "1", "2", "complete");
		Flow.Publisher<Integer> theirs = this.streams.publisher();
		this.streams.listen(theirs);
		this.streams.emit(1, false);
		assertThat(this.streams.heard()).endsWith("subscribed", "0", "complete");
	}

}
