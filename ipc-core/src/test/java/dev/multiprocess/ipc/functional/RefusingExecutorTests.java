package dev.multiprocess.ipc.functional;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a program whose own executor takes no work, over the in-memory pair.
 */
@DisplayName("A given executor that refuses work")
class RefusingExecutorTests extends FunctionalTest {

	private final AtomicInteger refused = new AtomicInteger();

	@Override
	boolean fresh() {
		return true;
	}

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.executor((task) -> {
			this.refused.incrementAndGet();
			throw new RejectedExecutionException("full");
		});
	}

	@BeforeEach
	void forget() {
		this.refused.set(0);
	}

	@AfterEach
	void wasAsked() {
		assertThat(this.refused).hasPositiveValue();
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S24: loses no cleanup")
	void cleanups() {
		AtomicReference<Thread> cleanedUpOn = new AtomicReference<>();
		this.ends.ipc().addCleanup(this.foo.make(), () -> cleanedUpOn.set(Thread.currentThread()));
		Eventually.until(() -> "not cleaned up", () -> {
			System.gc();
			return cleanedUpOn.get() != null;
		});
		assertThat(cleanedUpOn.get().getName()).startsWith("ipc-worker-");
	}

	@Test
	@DisplayName("S22, S23: loses no release, nor what is done with an object nobody holds any more")
	void releases() {
		for (int i = 0; i < 20; i++) {
			this.ends.init().makeClosing("object " + i);
		}
		for (int i = 0; i < 20; i++) {
			this.ends.awaitEvent("released object " + i);
		}
		assertThat(this.ends.init().events()).doesNotHaveDuplicates();
	}

	@Test
	@DisplayName("S24: loses no cleanup of a process that is gone")
	void lost() {
		AtomicInteger cleanups = new AtomicInteger();
		FooInit other = this.ends.another("other");
		for (int i = 0; i < 20; i++) {
			this.ends.ipc().addCleanup(other, cleanups::incrementAndGet);
		}
		this.ends.ipc().process(other).kill();
		Eventually.until(() -> "ran " + cleanups, () -> cleanups.get() == 20);
	}

}
