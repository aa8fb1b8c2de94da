package dev.multiprocess.ipc.functional;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests callers that are interrupted, over the in-memory pair.
 */
@DisplayName("Interrupts")
class InterruptTests extends FunctionalTest {

	@AfterEach
	void noFlagIsLeft() {
		assertThat(Thread.interrupted()).isFalse();
	}

	/** Interrupts a thread once so many calls are at the gate. */
	private void interruptAt(String gate, Thread thread) {
		ConcurrencyTests.start(() -> {
			Eventually.until(() -> "not arrived", () -> this.foo.arrived(gate) == 1);
			thread.interrupt();
			return true;
		});
	}

	@Test
	@DisplayName("S12: a waiting caller gets CallCancelledException and keeps its flag")
	void waiting() {
		interruptAt("gate", Thread.currentThread());
		assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.pass("gate"))
			.withMessageContaining("Foo.pass")
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	@DisplayName("S12: the serving thread is interrupted, and the next call is not")
	void serving() {
		interruptAt("gate", Thread.currentThread());
		assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.pass("gate"));
		assertThat(Thread.interrupted()).isTrue();
		Eventually.until(() -> "not interrupted", () -> this.foo.interrupted("gate") == 1);
		assertThat(this.foo.isInterrupted()).isFalse();
	}

	@Test
	@DisplayName("S12: calls of other threads are not disturbed")
	void others() throws Exception {
		Future<String> other = ConcurrencyTests.start(() -> this.foo.pass("other"));
		Eventually.until(() -> "not arrived", () -> this.foo.arrived("other") == 1);
		for (int i = 0; i < 20; i++) {
			String gate = "gate " + i;
			interruptAt(gate, Thread.currentThread());
			assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.pass(gate));
			assertThat(Thread.interrupted()).isTrue();
		}
		this.foo.open("other");
		assertThat(other.get()).isEqualTo("passed");
		assertThat(this.foo.interrupted("other")).isZero();
	}

	@Test
	@DisplayName("S12: a call entered with the flag set throws at once and sends nothing")
	void entered() {
		this.foo.add(1, 2);
		long bytes = this.ends.process().stats().bytesSent();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.add(1, 2))
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.ends.process().stats().bytesSent()).isEqualTo(bytes);
	}

	@Test
	@DisplayName("S12: close() ignores the flag and restores it")
	void closeIgnoresFlag() throws Exception {
		Closing closing = this.ends.init().makeClosing("interrupted");
		Thread.currentThread().interrupt();
		closing.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.ends.init().events()).contains("closed interrupted");
	}

	@Test
	@DisplayName("S12: an interrupted nested call fails alone if the callback clears the flag")
	void nestedCleared() {
		interruptAt("gate", Thread.currentThread());
		assertThat(this.foo.passFn(() -> {
			assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.pass("gate"));
			assertThat(Thread.interrupted()).isTrue();
			return this.foo.add(20, 22);
		})).isEqualTo(42);
		assertThat(this.foo.interrupted("gate")).isEqualTo(1);
	}

	@Test
	@DisplayName("S12: the flag of a cancelled nested call does not stay with its serving thread")
	void servingFlagCleared() {
		interruptAt("gate", Thread.currentThread());
		assertThat(this.foo.passFn(() -> {
			assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.spin("gate"));
			assertThat(Thread.interrupted()).isTrue();
			return this.foo.isInterrupted() ? 1 : 0;
		})).isZero();
	}

	@Test
	@DisplayName("S12: an interrupt that a callback leaves set ends the outer call, unless its reply is there")
	void nestedKept() {
		AtomicReference<Exception> inner = new AtomicReference<>();
		interruptAt("gate", Thread.currentThread());
		assertThatExceptionOfType(CallCancelledException.class).isThrownBy(() -> this.foo.callThenPass((arg) -> {
			try {
				this.foo.pass("gate");
			}
			catch (CallCancelledException ex) {
				inner.set(ex);
			}
			return arg;
		}, "never"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(inner.get()).isNotNull();
		Eventually.until(() -> "not interrupted", () -> this.foo.interrupted("never") == 1);
	}

	@Test
	@DisplayName("S12: an interrupt hits the call it is meant for, and never the one after")
	void neverTheNext() {
		Thread caller = Thread.currentThread();
		for (int i = 0; i < 200; i++) {
			Future<Boolean> interrupter = ConcurrencyTests.start(() -> {
				caller.interrupt();
				return true;
			});
			boolean cancelled = false;
			try {
				for (int call = 0; call < 20; call++) {
					this.foo.passFn(() -> 1);
				}
			}
			catch (CallCancelledException ex) {
				cancelled = true;
			}
			Eventually.until(() -> "not interrupted", interrupter::isDone);
			assertThat(Thread.interrupted()).as("flag after " + (cancelled ? "a cancelled call" : "all calls"))
				.isTrue();
			assertThat(this.foo.isInterrupted()).isFalse();
		}
	}

}
