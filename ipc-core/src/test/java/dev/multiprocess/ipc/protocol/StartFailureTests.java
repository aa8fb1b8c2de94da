package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.RemoteCallException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S26: the reason why a program does not serve")
class StartFailureTests {

	private static StartFailure crossed(Throwable reason) {
		FrameBuffer buffer = new FrameBuffer(ControlMessage.MAX_LENGTH);
		StartFailure.of(reason).write(buffer);
		Cursor source = new Cursor(buffer.bytes(), 0, buffer.position());
		StartFailure received = StartFailure.read(source);
		source.expectEnd();
		return received;
	}

	/** Returns an exception with causes below it, the outermost one having number 0. */
	private static Throwable chain(int length, String text) {
		Throwable chain = null;
		for (int i = length - 1; i >= 0; i--) {
			chain = new IllegalStateException(i + text, chain);
		}
		return chain;
	}

	@Test
	@DisplayName("crosses with classes, messages and causes, and the stack trace as text")
	void crosses() {
		IllegalStateException reason = new IllegalStateException("outer", new ClassNotFoundException());
		RemoteCallException made = crossed(reason).toException();
		assertThat(made).hasMessage("java.lang.IllegalStateException: outer");
		assertThat(made.remoteType()).isEqualTo("java.lang.IllegalStateException");
		assertThat(made.remoteStackTrace()).contains("StartFailureTests.crosses",
				"Caused by: java.lang.ClassNotFoundException");
		assertThat(made.getStackTrace()).isEmpty();
		assertThat(made.getCause()).isInstanceOf(RemoteCallException.class)
			.hasMessage("java.lang.ClassNotFoundException")
			.hasNoCause();
	}

	@Test
	@DisplayName("fits into one message however long it is, and what caused everything is there")
	void bounded() {
		StartFailure received = crossed(chain(100, "€".repeat(100_000)));
		assertThat(received.causes()).hasSize(StartFailure.MOST_CAUSES);
		assertThat(received.causes().get(0).message()).startsWith("0€").endsWith(" …");
		assertThat(received.causes().get(6).message()).startsWith("6€");
		assertThat(received.causes().get(7).message()).startsWith("99€");
		FrameBuffer message = new FrameBuffer(4 + ControlMessage.MAX_LENGTH);
		ControlCodec.write(new ControlMessage.Failed(received), message);
		assertThat(message.position()).isLessThan(ControlMessage.MAX_LENGTH);
	}

	@Test
	@DisplayName("ends where an exception causes itself")
	void cycle() {
		IllegalStateException inner = new IllegalStateException("inner");
		IllegalStateException outer = new IllegalStateException("outer", inner);
		inner.initCause(outer);
		assertThat(crossed(outer).causes()).extracting(StartFailure.Cause::message).containsExactly("outer", "inner");
	}

	@Test
	@DisplayName("crosses although its message cannot be had")
	void noMessage() {
		RuntimeException broken = new RuntimeException() {
			@Override
			public String getMessage() {
				throw new IllegalStateException("broken");
			}
		};
		assertThat(crossed(broken).causes()).singleElement()
			.extracting(StartFailure.Cause::message)
			.isEqualTo("(cannot be had: java.lang.IllegalStateException)");
	}

	@Test
	@DisplayName("is told as far as it goes if the exception itself fails")
	void failing() {
		StartFailure failure = StartFailure.of(new Failing());
		assertThat(failure.causes().get(0).type()).isEqualTo(Failing.class.getName());
		assertThat(failure.causes().get(0).message()).contains(UnsupportedOperationException.class.getName());
		assertThat(failure.causes().get(1).message()).isEqualTo("cause");
	}

	@Test
	@DisplayName("is told as far as it goes if what the exception needs for it cannot be loaded")
	void failingWithErrors() {
		IllegalStateException reason = new IllegalStateException("outer", new Unloadable());
		StartFailure failure = StartFailure.of(reason);
		assertThat(failure.causes()).extracting(StartFailure.Cause::type)
			.containsExactly(IllegalStateException.class.getName(), Unloadable.class.getName(),
					NoClassDefFoundError.class.getName());
		assertThat(failure.causes().get(1).message()).contains(NoClassDefFoundError.class.getName());
	}

	@Test
	@DisplayName("is told as well of an exception that has no stack trace at all")
	void withoutStackTrace() {
		assertThat(StartFailure.of(new Untraced()).causes().get(0).message()).isEqualTo("untraced");
	}

	/** Breaks the contract of its class. */
	private static final class Untraced extends RuntimeException {

		Untraced() {
			super("untraced");
		}

		@Override
		@SuppressWarnings("NullAway")
		public StackTraceElement[] getStackTrace() {
			return null;
		}

	}

	/** Misses classes to tell anything of itself. */
	private static final class Unloadable extends RuntimeException {

		@Override
		public String getMessage() {
			throw new NoClassDefFoundError("message");
		}

		@Override
		public synchronized Throwable getCause() {
			throw new NoClassDefFoundError("cause");
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new NoClassDefFoundError("trace");
		}

	}

	/** Can tell nothing of itself. */
	private static final class Failing extends RuntimeException {

		@Override
		public String getMessage() {
			throw new UnsupportedOperationException("message");
		}

		@Override
		public synchronized Throwable getCause() {
			throw new UnsupportedOperationException("cause");
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new UnsupportedOperationException("trace");
		}

	}

}
