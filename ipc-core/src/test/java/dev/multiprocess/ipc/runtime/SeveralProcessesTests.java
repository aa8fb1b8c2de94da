package dev.multiprocess.ipc.runtime;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import dev.multiprocess.ipc.runtime.Numbered.Seat;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Of several processes of one name,")
class SeveralProcessesTests extends SeveralProcessesTest {

	@Test
	@DisplayName("the least busy one is called, and what it returns stays there")
	void leastBusy() throws Exception {
		build((spec) -> spec.instances(3));
		this.ipc.start("many");
		CountDownLatch entered = new CountDownLatch(3);
		CountDownLatch go = new CountDownLatch(1);
		List<CompletableFuture<Integer>> calls = new ArrayList<>();
		for (int i = 1; i <= 3; i++) {
			long started = i;
			calls.add(async(() -> this.root.during(() -> {
				entered.countDown();
				await(go);
			})));
			Eventually.until(() -> "less than " + started + " calls have begun",
					() -> entered.getCount() <= 3 - started);
		}
		go.countDown();
		Set<Integer> numbers = new TreeSet<>();
		calls.forEach((call) -> numbers.add(call.join()));
		assertThat(numbers).containsExactly(1, 2, 3);
		Seat seat = this.root.seat();
		int number = seat.number();
		Set<Integer> turns = new TreeSet<>();
		for (int i = 0; i < 6; i++) {
			turns.add(this.root.number());
			assertThat(seat.number()).isEqualTo(number);
		}
		assertThat(turns).containsExactly(1, 2, 3);
	}

	@Test
	@DisplayName("one that is busy is not called while another one is idle")
	void idleOne() {
		build((spec) -> spec.instances(2));
		this.ipc.start("many");
		CountDownLatch go = new CountDownLatch(1);
		CompletableFuture<Void> entered = new CompletableFuture<>();
		CompletableFuture<Integer> busy = async(() -> this.root.during(() -> {
			entered.complete(null);
			await(go);
		}));
		entered.join();
		Set<Integer> idle = new TreeSet<>();
		for (int i = 0; i < 4; i++) {
			idle.add(this.root.number());
		}
		go.countDown();
		assertThat(idle).hasSize(1).doesNotContain(busy.join());
	}

	private static <T> CompletableFuture<T> async(Supplier<T> action) {
		return CompletableFuture.supplyAsync(action, (task) -> new Thread(task, "test-caller").start());
	}

	@Test
	@DisplayName("the one is called that the thread already stands on")
	void sameLane() {
		build((spec) -> spec.instances(3));
		this.ipc.start("many");
		for (int i = 0; i < 3; i++) {
			AtomicInteger nested = new AtomicInteger();
			int outer = this.root.during(() -> nested.set(this.root.number()));
			assertThat(nested).hasValue(outer);
		}
	}

	@Test
	@DisplayName("those that serve are called while another one is restarted")
	void others() {
		build((spec) -> spec.instances(2).restart(LATE));
		this.ipc.start("many");
		RunningProcess ended = current();
		crash(ended);
		for (int i = 0; i < 4; i++) {
			assertThat(this.root.number()).isLessThan(3);
			assertThat(this.ipc.process(this.root)).isNotSameAs(ended);
		}
		this.ipc.start("many");
		assertThat(this.made).hasValue(3);
	}

	@Test
	@DisplayName("those that serve are called while another one takes its leave")
	void leaving() {
		build((spec) -> spec.instances(2));
		this.ipc.start("many");
		RunningProcess leaving = current();
		leaving.connection().leave();
		for (int i = 0; i < 4; i++) {
			assertThat(this.root.number()).isLessThan(3);
			assertThat(this.ipc.process(this.root)).isNotSameAs(leaving);
		}
	}

	@Test
	@DisplayName("one that takes its leave is called for what is part of its own calls, and the next one for others")
	void leavingInCall() throws Exception {
		build((spec) -> spec);
		this.ipc.start("many");
		RunningProcess leaving = current();
		FutureTask<Integer> other = new FutureTask<>(this.root::number);
		Thread caller = new Thread(other, "test-caller");
		List<Integer> nested = new ArrayList<>();
		int outer = this.root.during(() -> {
			leaving.connection().leave();
			nested.add(this.root.number());
			caller.start();
			Eventually.until(() -> "the other call does not wait", () -> caller.getState() == State.TIMED_WAITING);
			nested.add(this.root.number());
		});
		assertThat(nested).containsExactly(outer, outer);
		leaving.connection().close(Duration.ZERO);
		assertThat(other.get()).isNotEqualTo(outer);
	}

	@Test
	@DisplayName("the next one is started at once when the one before was asked to end")
	void placeOfEnded() {
		build((spec) -> spec);
		this.ipc.start("many");
		Place place = new Place(RestartPolicy.never());
		place.ended = current();
		place.ended.leave();
		assertThat(place.free(true)).isDone();
		assertThat(place.free(false)).isNotDone();
	}

	@Test
	@DisplayName("the next one is started when calls of the one before have ended, although that has not")
	void place() {
		build((spec) -> spec);
		this.ipc.start("many");
		RunningProcess leaving = current();
		Place place = new Place(RestartPolicy.never());
		place.ended = leaving;
		leaving.connection().leave();
		CompletableFuture<?> demanded = place.free(true);
		CompletableFuture<?> restarted = place.free(false);
		assertThat(demanded).isNotDone();
		leaving.connection().close(Duration.ZERO);
		assertThat(demanded).isDone();
		restarted.join();
	}

	@Test
	@DisplayName("there is at least one that is called")
	void refused() {
		build((spec) -> spec);
		ProcessSpec.Builder spec = ProcessSpec.java("Main");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.instances(0))
			.withMessageContaining("instances is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.standby(-1)).withMessageContaining("standby");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
