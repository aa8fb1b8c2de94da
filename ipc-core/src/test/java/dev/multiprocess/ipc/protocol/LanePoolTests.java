package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeftoverCheck.class)
@DisplayName("A lane that nobody uses")
class LanePoolTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static void awaitLanes(Pair pair, int lanes) {
		Eventually.until(() -> pair.caller.stats() + " and " + pair.server.stats(),
				() -> pair.caller.stats().lanes() == lanes && pair.server.stats().lanes() == lanes);
	}

	@Test
	@DisplayName("S5: is closed at both ends after some time, and the next call opens another")
	void closesByItself() throws Exception {
		try (Pair pair = new Pair(new Victim.Served(), Duration.ofMillis(1))) {
			Door door = pair.caller.root(Door.class);
			for (int i = 1; i <= 2; i++) {
				assertThat(door.count()).isEqualTo(i);
				awaitLanes(pair, 0);
			}
		}
	}

	@Test
	@DisplayName("S5: stays as long as its time is not over, and one in use stays anyway")
	void staysWhileUsed() throws Exception {
		try (Pair pair = new Pair(new Victim.Served(), LONG)) {
			Door door = pair.caller.root(Door.class);
			door.count();
			assertThat(pair.caller.pool.closeIdle(LONG.toNanos())).isPositive();
			assertThat(pair.caller.stats().lanes()).isOne();
			door.visit((name) -> {
				assertThat(pair.caller.pool.closeIdle(0)).isNegative();
				return name;
			});
			assertThat(pair.caller.stats().lanes()).isOne();
			assertThat(pair.caller.pool.closeIdle(0)).isNegative();
			awaitLanes(pair, 0);
		}
	}

	@Test
	@DisplayName("S21: holds on to the reference that it mentioned last until it is closed")
	void letsGoOfReferences() throws Exception {
		try (Pair pair = new Pair(new Victim.Served(), LONG)) {
			Door door = pair.caller.root(Door.class);
			Room room = (name) -> name;
			assertThat(door.exchange(room)).isSameAs(room);
			System.gc();
			assertThat(pair.caller.stats().exported()).isOne();
			pair.caller.pool.closeIdle(0);
			Eventually.until(() -> pair.caller.stats().toString(), () -> {
				System.gc();
				return pair.caller.stats().exported() == 0;
			});
		}
	}

	@Test
	@DisplayName("S6: holds on to no memory that one large message took")
	void trimsBuffers() throws Exception {
		CompletableFuture<Connection> server = new CompletableFuture<>();
		AtomicInteger capacity = new AtomicInteger();
		Victim.Served served = new Victim.Served() {
			@Override
			public int count() {
				capacity.set(CallStack.innermost(server.join()).lane().frames().capacity());
				return super.count();
			}
		};
		try (Pair pair = new Pair(served, LONG)) {
			server.complete(pair.server);
			Door door = pair.caller.root(Door.class);
			String large = "x".repeat(1024 * 1024);
			assertThat(door.echo(large)).isEqualTo(large);
			LaneSlot slot = pair.caller.pool.take(Budget.of("test", Duration.ZERO));
			assertThat(slot.lane.frames().capacity()).isLessThan(2 * FrameBuffer.KEPT);
			pair.caller.pool.giveBack(slot);
			door.count();
			assertThat(pair.caller.stats().lanes()).isOne();
			assertThat(capacity.get()).isPositive().isLessThan(2 * FrameBuffer.KEPT);
		}
	}

	@Test
	@DisplayName("is looked for only while there is one, and by one timer however often a lane becomes free")
	void looksSeldom() throws Exception {
		AtomicInteger looks = new AtomicInteger();
		IdleLanes idle = new IdleLanes(Duration.ofMillis(1), Runnable::run, (limit) -> {
			looks.incrementAndGet();
			return -1;
		});
		for (int i = 0; i < 1000; i++) {
			idle.free();
		}
		assertThat(looks).hasValue(0);
		// The look, and another one for what became free meanwhile.
		Eventually.until(looks::toString, () -> looks.get() == 2);
		idle.free();
		Eventually.until(looks::toString, () -> looks.get() == 4);
		idle.free();
		idle.stop();
		IdleLanes other = new IdleLanes(Duration.ofMillis(1), Runnable::run, (limit) -> looks.addAndGet(100));
		other.free();
		Eventually.until(looks::toString, () -> looks.get() > 100);
		other.stop();
		assertThat(looks).hasValue(104);
	}

}
