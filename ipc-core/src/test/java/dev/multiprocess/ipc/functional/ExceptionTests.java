package dev.multiprocess.ipc.functional;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.testing.AllowedException;
import dev.multiprocess.ipc.testing.Color;
import dev.multiprocess.ipc.testing.FooException;
import dev.multiprocess.ipc.testing.FooSubException;
import dev.multiprocess.ipc.testing.ForeignException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests calls that end with an exception, over the in-memory pair.
 */
@DisplayName("Exceptions")
class ExceptionTests extends FunctionalTest {

	@AfterEach
	@Override
	void disconnect() {
		// S8: whatever a test did, this thread's lane and the connection still work.
		assertThat(this.foo.passFn(() -> this.foo.add(1, 2))).isEqualTo(3);
		super.disconnect();
	}

	@Test
	@DisplayName("S7: a declared exception arrives as its own type with message, fields and cause")
	void declared() {
		assertThatExceptionOfType(FooException.class).isThrownBy(() -> this.foo.raise(42, List.of("a", "b")))
			.withMessage("Foo failed with code 42")
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(42);
				assertThat(ex.hints()).containsExactly("a", "b");
				assertThat(ex.getCause()).isExactlyInstanceOf(IllegalStateException.class).hasMessage("because");
			});
	}

	@Test
	@DisplayName("S7: causes of causes and suppressed exceptions arrive")
	void causesAndSuppressed() {
		FooException exception = catchThrowableOfType(FooException.class, this.foo::raiseWithCauseAndSuppressed);
		assertThat(exception.getCause()).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer cause");
		assertThat(exception.getCause().getCause()).isExactlyInstanceOf(IOException.class).hasMessage("inner cause");
		assertThat(exception.getSuppressed()).hasSize(2)
			.allSatisfy((suppressed) -> assertThat(suppressed).isExactlyInstanceOf(IllegalArgumentException.class));
		assertThat(Arrays.stream(exception.getSuppressed()).map(Throwable::getMessage))
			.containsExactly("first suppressed", "second suppressed");
	}

	@Test
	@DisplayName("S7: the stack trace joins remote frames, a marker naming process and pid, and local frames")
	void stackTrace() {
		FooException exception = catchThrowableOfType(FooException.class, () -> this.foo.raise(1, List.of()));
		List<String> frames = Arrays.stream(exception.getStackTrace())
			.map(StackTraceElement::toString)
			.collect(Collectors.toList());
		assertThat(frames.get(0)).contains("DefaultFoo.raise");
		int marker = frames
			.indexOf(frames.stream().filter((frame) -> frame.contains("in process")).findFirst().orElseThrow());
		assertThat(frames.get(marker)).contains("foo", String.valueOf(this.ends.process().pid()));
		assertThat(frames.subList(0, marker)).noneMatch((frame) -> frame.contains("ExceptionTests"));
		assertThat(frames.get(marker + 1)).contains("ExceptionTests");
	}

	@Test
	@DisplayName("S7: an exception that passes both processes names each step of its way")
	void stackTraceThereAndBack() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.foo.raiseFrom((arg) -> {
			this.foo.raiseUnchecked("deep");
			return arg;
		})).withMessage("deep").satisfies((ex) -> {
			long markers = Arrays.stream(ex.getStackTrace())
				.filter((frame) -> frame.toString().contains("in process"))
				.count();
			assertThat(markers).isEqualTo(3);
		});
	}

	@Test
	@DisplayName("S7: an exception of the JDK that every method may throw arrives as its own type")
	void unchecked() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.foo.raiseUnchecked("wrong"))
			.withMessage("wrong");
	}

	@Test
	@DisplayName("S7: an unchecked exception allowed by hand arrives as its own type with its fields")
	void allowed() {
		assertThatExceptionOfType(AllowedException.class).isThrownBy(() -> this.foo.raiseAllowed("blue", Color.BLUE))
			.withMessage("blue")
			.satisfies((ex) -> assertThat(ex.color()).isSameAs(Color.BLUE));
	}

	@Test
	@DisplayName("S7: an unchecked exception that is not allowed arrives as RemoteCallException with type and trace")
	void notAllowed() {
		assertThatExceptionOfType(RemoteCallException.class).isThrownBy(() -> this.foo.raiseForeign("foreign"))
			.withMessageContaining("foreign")
			.satisfies((ex) -> {
				assertThat(ex.remoteType()).isEqualTo(ForeignException.class.getName());
				assertThat(ex.remoteStackTrace()).contains(ForeignException.class.getName(), "DefaultFoo.raiseForeign",
						"Caused by", "the cause of foreign");
				assertThat(ex.getCause()).hasMessage("the cause of foreign");
			});
	}

	@Test
	@DisplayName("S7: an undeclared checked exception arrives as RemoteCallException")
	void undeclared() {
		Throwable thrown = catchThrowable(this.foo::raiseUndeclared);
		assertThat(thrown).isNotInstanceOf(UndeclaredThrowableException.class)
			.isInstanceOfSatisfying(RemoteCallException.class, (ex) -> {
				assertThat(ex.remoteType()).isEqualTo(IOException.class.getName());
				assertThat(ex.remoteStackTrace()).contains("DefaultFoo.raiseUndeclared");
			})
			.hasMessageContaining("undeclared");
	}

	@Test
	@DisplayName("S7: an Error arrives as RemoteCallException")
	void error() {
		assertThatExceptionOfType(RemoteCallException.class).isThrownBy(() -> this.foo.raiseError("broken"))
			.withMessageContaining("broken")
			.satisfies((ex) -> assertThat(ex.remoteType()).isEqualTo(AssertionError.class.getName()));
	}

	@Test
	@DisplayName("S7: a stack overflow arrives as RemoteCallException")
	void stackOverflow() {
		assertThatExceptionOfType(RemoteCallException.class).isThrownBy(() -> this.foo.recurse(0))
			.satisfies((ex) -> assertThat(ex.remoteType()).isEqualTo(StackOverflowError.class.getName()));
	}

	@Test
	@DisplayName("S7: a subclass of a declared exception arrives as what the caller can catch")
	void declaredSubclass() {
		Throwable thrown = catchThrowable(this.foo::raiseSubclass);
		assertThat(thrown).isInstanceOfAny(FooException.class, RemoteCallException.class)
			.hasMessageContaining("code 7");
		if (thrown instanceof RemoteCallException ex) {
			assertThat(ex.remoteType()).isEqualTo(FooSubException.class.getName());
		}
	}

	@Test
	@DisplayName("S7: what a callback throws arrives at the method that called it, and comes back as it was")
	void callbackThrows() {
		assertThatExceptionOfType(AllowedException.class).isThrownBy(() -> this.foo.callback((arg) -> {
			throw new AllowedException("from the callback", Color.GREEN);
		}, 1)).withMessage("from the callback").satisfies((ex) -> assertThat(ex.color()).isSameAs(Color.GREEN));
	}

	@Test
	@DisplayName("S7: an Error of a callback comes back as RemoteCallException")
	void callbackThrowsError() {
		assertThatExceptionOfType(RemoteCallException.class).isThrownBy(() -> this.foo.passFn(() -> {
			throw new AssertionError("in the callback");
		})).withMessageContaining("in the callback");
	}

	@Test
	@DisplayName("S8: the lane serves on after an exception, on the same thread")
	void sameThreadAfterwards() {
		long thread = this.foo.threadId();
		for (int i = 0; i < 200; i++) {
			assertThatExceptionOfType(FooException.class).isThrownBy(() -> this.foo.raise(1, List.of()));
			assertThatExceptionOfType(RemoteCallException.class).isThrownBy(() -> this.foo.raiseError("broken"));
		}
		assertThat(this.foo.threadId()).isEqualTo(thread);
	}

	@Test
	@DisplayName("S8: a call whose callback failed can go on and return")
	void caughtInBetween() {
		int result = this.foo.passFn(() -> {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> this.foo.raiseUnchecked("inner"));
			return this.foo.add(20, 22);
		});
		assertThat(result).isEqualTo(42);
	}

}
