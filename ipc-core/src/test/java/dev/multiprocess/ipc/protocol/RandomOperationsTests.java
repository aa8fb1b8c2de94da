package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.protocol.ConnectionSettings.Limits;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.FaultyLink.Fault;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.testing.Soak;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.RingPair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several threads do whatever comes to a random mind, over channels on which things go
 * wrong, and a model of what they may have met with is held against what has happened.
 */
@Timeout(1200)
@ExtendWith(LeftoverCheck.class)
@DisplayName("Random operations over channels that fail")
class RandomOperationsTests {

	private static final int THREADS = 3;

	private static final int OPERATIONS = 25;

	/** One run with everything decided by its seed but the interleaving of threads. */
	private static final class Run {

		private final Random random;

		private final Fault fault;

		/** What the other side has executed, oldest first. */
		private final List<String> executed = new CopyOnWriteArrayList<>();

		private final Set<String> returned = ConcurrentHashMap.newKeySet();

		private final Set<String> refused = ConcurrentHashMap.newKeySet();

		private final List<AtomicInteger> cleanups = new CopyOnWriteArrayList<>();

		private final AtomicInteger channels = new AtomicInteger();

		Run(long seed, Fault fault) {
			this.random = new Random(seed);
			this.fault = fault;
		}

		private synchronized Channel[] links(Channel[] given) {
			Channel[] ends = given;
			// Not before the two have met.
			int earliest = (this.channels.getAndIncrement() == 0) ? 1500 : 0;
			if (this.random.nextBoolean()) {
				ends = RingPair.of(64);
			}
			for (int i = 0; i < 2; i++) {
				Fault own = (this.random.nextInt(3) == 0) ? this.fault : Fault.NONE;
				ends[i] = new FaultyLink(ends[i], own, earliest + this.random.nextInt(4000), this.random.nextLong());
			}
			return ends;
		}

		private void run() throws Exception {
			Victim.Served served = new Victim.Served() {
				@Override
				public String echo(String text) {
					Run.this.executed.add(text);
					return "did " + text;
				}
			};
			// One corrupt length makes a side wait for bytes that nobody sends.
			Duration timeout = (this.fault == Fault.CORRUPT) ? Duration.ofMillis(300) : Duration.ZERO;
			Limits limits = new Limits(64 * 1024, 2, 1000, CallTimeouts.general(timeout), Duration.ofMillis(100),
					Duration.ofMinutes(1));
			Pair pair = new Pair(served, limits, this::links, new Pair.Ignorant(this.fault != Fault.CORRUPT));
			try (pair) {
				List<CompletableFuture<Void>> threads = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					String name = "t" + i;
					Random own = new Random(this.random.nextLong());
					threads.add(Victim.async(() -> operate(pair.caller, name, own)));
				}
				for (CompletableFuture<Void> thread : threads) {
					Victim.get(thread);
				}
			}
			Victim.get(pair.caller.whenClosed());
			assertThat(pair.caller.stats().exported() + pair.caller.stats().imported()).isZero();
			assertThat(pair.server.stats().exported() + pair.server.stats().imported()).isZero();
			assertThat(this.cleanups).allSatisfy((count) -> assertThat(count).hasValue(1));
		}

		private @Nullable Void operate(Connection connection, String thread, Random own) throws Exception {
			for (int i = 0; i < OPERATIONS; i++) {
				String text = thread + " " + i;
				try {
					operate(connection, connection.root(Door.class), text, own);
				}
				catch (ConnectionClosedException ex) {
					note(text, ex.mayHaveExecuted());
				}
				catch (IpcException ex) {
					assertThat(this.fault).as(ex.toString()).isEqualTo(Fault.CORRUPT);
				}
			}
			return null;
		}

		private void note(String text, boolean mayHaveExecuted) {
			if (!mayHaveExecuted) {
				this.refused.add(text);
			}
		}

		private void operate(Connection connection, Door door, String text, Random own) {
			switch (own.nextInt(5)) {
				case 0 -> {
					Room room = (name) -> name;
					check(door.exchange(room) == room);
				}
				case 1 -> {
					Room room = door.room();
					AtomicInteger count = new AtomicInteger();
					connection.addCleanup(room, count::incrementAndGet);
					this.cleanups.add(count);
					check(room.enter("x").equals("hello x"));
				}
				case 2 -> check(door.visit((name) -> door.echo("in " + text)).equals("did in " + text));
				default -> {
					String padding = "x".repeat(own.nextInt(3000));
					check(door.echo(text + " " + padding).equals("did " + text + " " + padding));
					this.returned.add(text);
				}
			}
		}

		private void check(boolean right) {
			assertThat(right || this.fault == Fault.CORRUPT).as("a reply is right").isTrue();
		}

		/** Holds what the callers know against what was executed. */
		private void verify() {
			List<String> texts = this.executed.stream().map(Run::key).toList();
			assertThat(texts).as("at most once").doesNotHaveDuplicates();
			assertThat(texts).as("no reply without a call").containsAll(List.copyOf(this.returned));
			Set<String> both = new HashSet<>(texts);
			both.retainAll(this.refused);
			assertThat(both).as("what is said not to have run").isEmpty();
			for (int i = 0; i < THREADS; i++) {
				String thread = "t" + i;
				List<Integer> numbers = texts.stream()
					.filter((text) -> text.contains(thread))
					.map((text) -> Integer.valueOf(text.substring(text.lastIndexOf(' ') + 1)))
					.toList();
				assertThat(numbers).as("order").isSorted();
			}
		}

		private static String key(String text) {
			return text.replace("x", "").strip();
		}

	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("run at most once, in order, lose no reply, clean up once and leave nothing over")
	void operations(Fault fault) throws Exception {
		int runs = Soak.times(400);
		long first = new Random().nextLong();
		long start = System.nanoTime();
		for (int i = 0; i < runs; i++) {
			Run run = new Run(first + i, fault);
			try {
				run.run();
				if (fault != Fault.CORRUPT) {
					run.verify();
				}
			}
			catch (Throwable ex) {
				throw new AssertionError("With seed " + (first + i) + " and " + fault, ex);
			}
		}
		Soak.tell("random runs with " + fault, runs, start);
	}

}
