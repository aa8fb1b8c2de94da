package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.testing.Crate;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The number of objects that one side may hold of the other, over the in-memory pair.
 */
@DisplayName("S38: the limit of references")
class ReferenceLimitTests extends FunctionalTest {

	private static final int LIMIT = 100;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.maxReferences(LIMIT);
	}

	/** Each object counts, whoever else is held. */
	private static Crate crate(int references) {
		List<FooCallback> callbacks = new ArrayList<>();
		for (int i = 0; i < references; i++) {
			int number = i;
			callbacks.add((arg) -> arg + number);
		}
		return new Crate(callbacks, Map.of(), Optional.empty(), () -> 0);
	}

	@Test
	@DisplayName("fails the call that passes too many, and no other")
	void tooManyPassed() {
		int before = this.ends.process().stats().exported();
		for (int round = 0; round < 2; round++) {
			assertThatExceptionOfType(IpcException.class).isThrownBy(() -> this.foo.sum(crate(LIMIT + 1), 1))
				.withMessageContaining("holds " + LIMIT + " objects")
				.withMessageContaining("Ipc.Builder.maxReferences");
			assertThat(this.ends.process().stats().exported()).isEqualTo(before);
			assertThat(this.foo.add(1, 2)).isEqualTo(3);
		}
		assertThat(this.foo.sum(crate(20), 0)).isEqualTo(190);
	}

	@Test
	@DisplayName("fails the call that returns one too many; the lower limit of both sides counts")
	void tooManyReturned() {
		List<FooCallback> held = new ArrayList<>();
		assertThatExceptionOfType(IpcException.class).isThrownBy(() -> {
			while (held.size() <= LIMIT) {
				held.add(this.foo.make());
			}
		}).withMessageContaining("Ipc.Builder.maxReferences");
		assertThat(held).hasSizeGreaterThan(LIMIT / 2);
		assertThat(held.get(0).call(2)).isEqualTo(4);
		assertThat(this.ends.process().stats().imported()).isLessThanOrEqualTo(LIMIT);
		Collections.fill(held, null);
		Eventually.until(() -> "still full: " + this.ends.process().stats(), () -> {
			System.gc();
			return returnsOneMore();
		});
	}

	/** Until the other side has taken in what was released here it may refuse. */
	private boolean returnsOneMore() {
		try {
			return this.foo.make().call(4) == 8;
		}
		catch (IpcException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("has the JVM collect what is not needed when 80 percent are reached")
	void collectsAtEightyPercent() {
		List<FooCallback> held = new ArrayList<>();
		while (this.ends.process().stats().imported() < LIMIT * 8 / 10 - 1) {
			held.add(this.foo.make());
		}
		assertThat(this.ends.process().stats().imported()).isEqualTo(79);
		held.clear();
		this.foo.make();
		Eventually.until(() -> "nothing was collected: " + this.ends.process().stats(),
				() -> this.ends.process().stats().imported() < LIMIT / 2);
	}

}
