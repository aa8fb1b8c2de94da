package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.RemoteInterface;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.kryo.KryoCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("S15: an exception that a method declares")
class ExceptionDataTests {

	private final Codec codec = new KryoCodec(Set.of(), List.of(), 64, getClass().getClassLoader());

	/** Where a field stands that cannot cross in an exception, deep in its values. */
	record Report(List<CompletableFuture<String>> sections) {
	}

	/** Holds what is under way. */
	static class UnderWayException extends Exception {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("serial")
		final Report report = new Report(List.of());

	}

	/** Holds what can never cross, so it crosses as its text. */
	static class ThreadException extends Exception {

		private static final long serialVersionUID = 1L;

		@SuppressWarnings("serial")
		final Thread thread = Thread.currentThread();

	}

	/** Declares the one. */
	@RemoteInterface
	public interface UnderWay {

		void call() throws UnderWayException;

	}

	/** Declares the other. */
	@RemoteInterface
	public interface Threaded {

		void call() throws ThreadException;

	}

	@Test
	@DisplayName("is refused when it holds a future, with its field and a remedy")
	void futureInException() {
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> InterfaceModel.parse(UnderWay.class, this.codec))
			.withMessageContaining("UnderWayException.report")
			.withMessageContaining("transient");
	}

	@Test
	@DisplayName("may hold what cannot cross otherwise, and crosses as its text")
	void threadInException() {
		assertThat(InterfaceModel.parse(Threaded.class, this.codec).methods()).hasSize(1);
	}

}
