package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.MessageTooLargeException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.TypeNotAllowedException;
import dev.multiprocess.ipc.testing.Crate;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.Parcel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests values that are too large, too deep or of no allowed type, over the in-memory
 * pair.
 */
@DisplayName("Limits of values")
class LimitTests extends FunctionalTest {

	private static final int SIZE = 64 * 1024;

	private static final int DEPTH = 12;

	@Override
	Ipc.Builder configure(Ipc.Builder builder) {
		return builder.maxMessageSize(SIZE).maxDepth(DEPTH);
	}

	@Override
	ProcessSpec.Builder configure(ProcessSpec.Builder builder) {
		return builder.arguments("size=" + SIZE, "depth=" + DEPTH);
	}

	@AfterEach
	void laneIsUsable() {
		long thread = this.foo.threadId();
		assertThat(this.foo.passFn(() -> this.foo.add(1, 2))).isEqualTo(3);
		assertThat(this.foo.threadId()).isEqualTo(thread);
	}

	@ParameterizedTest
	@ValueSource(ints = { SIZE, SIZE + 1, 10 * SIZE, 5_000_000 })
	@DisplayName("S38: an argument that is too large fails here with size and limit")
	void argumentTooLarge(int size) {
		this.foo.nothing();
		long bytes = this.ends.process().stats().bytesSent();
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> this.foo.passData(new byte[size]))
			.satisfies((ex) -> {
				assertThat(ex.limit()).isEqualTo(SIZE);
				assertThat(ex.size()).isGreaterThan(SIZE);
			});
		assertThat(this.ends.process().stats().bytesSent()).isEqualTo(bytes);
	}

	@ParameterizedTest
	@ValueSource(ints = { SIZE, 10 * SIZE, 5_000_000 })
	@DisplayName("S38: a result that is too large fails the call alone")
	void resultTooLarge(int size) {
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> this.foo.bytes(size))
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(SIZE));
		assertThat(this.foo.bytes(SIZE / 2)).hasSize(SIZE / 2);
	}

	@Test
	@DisplayName("S38: a message of almost the limit passes, both ways")
	void almost() {
		byte[] data = new byte[SIZE - 200];
		assertThat(this.foo.passData(data)).hasSize(data.length);
	}

	@Test
	@DisplayName("S38: arguments and results of callbacks have the same limit, and the call goes on")
	void inCallback() {
		String large = "x".repeat(SIZE + 1);
		assertThat(this.foo.passFn(() -> {
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> this.foo.passData(new byte[SIZE]));
			return 5;
		})).isEqualTo(5);
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> this.foo.apply((x) -> large, "x"));
	}

	@Test
	@DisplayName("S38: an exception whose message is too large still arrives")
	void largeException() {
		String large = "x".repeat(SIZE / 2);
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.foo.raiseUnchecked(large))
			.withMessageStartingWith("xxxxxxxxxx");
	}

	@Test
	@DisplayName("S7, S38: an exception whose fields are too large arrives with its type by name")
	void exceptionWithLargeFields() {
		List<String> hints = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			hints.add("x".repeat(SIZE / 60));
		}
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.foo.raise(1, hints))
			.satisfies((ex) -> assertThat(ex.toString()).contains("FooException"));
	}

	@Test
	@DisplayName("S38: a value nested too deep fails here with depth and limit")
	void argumentTooDeep() {
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> this.foo.echo(Parcel.nested(DEPTH + 1)))
			.withMessageContaining("levels")
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(DEPTH));
		assertThat(this.foo.echo(Parcel.nested(DEPTH - 4))).isEqualTo(Parcel.nested(DEPTH - 4));
	}

	@Test
	@DisplayName("S38: a result nested too deep fails the call alone")
	void resultTooDeep() {
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> this.foo.tooDeep(DEPTH + 1))
			.withMessageContaining("levels");
		assertThatExceptionOfType(MessageTooLargeException.class).isThrownBy(() -> this.foo.tooDeep(5000));
	}

	@Test
	@DisplayName("S20: a cycle inside a value is refused with a clear error")
	void cycle() {
		List<Object> cycle = new ArrayList<>();
		cycle.add("leaf");
		cycle.add(cycle);
		assertThatExceptionOfType(IpcException.class).isThrownBy(() -> this.foo.passCyclic(cycle))
			.withMessageContaining("cycle");
	}

	@Test
	@DisplayName("S15: a value of no allowed type fails here, naming type, path and remedy")
	void notAllowed() {
		// What is agreed on once has been.
		this.foo.nothing();
		long bytes = this.ends.process().stats().bytesSent();
		assertThatExceptionOfType(TypeNotAllowedException.class)
			.isThrownBy(() -> this.foo.passCyclic(List.of("fine", List.of(new NotAllowed()))))
			.satisfies((ex) -> {
				assertThat(ex.type()).isEqualTo(NotAllowed.class.getName());
				assertThat(ex.path()).contains("Foo.passCyclic(arg 0)").endsWith("[]");
				assertThat(ex.remedy()).isNotBlank();
			});
		assertThat(this.ends.process().stats().bytesSent()).isEqualTo(bytes);
	}

	/** In no signature. */
	static final class NotAllowed {

	}

	@Test
	@DisplayName("S23: what a refused message mentioned is not held by the other process")
	void refusedMentions() {
		List<FooCallback> callbacks = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			int number = i;
			callbacks.add((arg) -> number);
		}
		// What earlier tests passed may be released meanwhile.
		Eventually.until(() -> "never as many as before", () -> {
			int before = this.ends.process().stats().exported();
			assertThatExceptionOfType(MessageTooLargeException.class)
				.isThrownBy(() -> this.foo.returned(new Crate(callbacks, Map.of(), Optional.empty(), () -> 0)));
			int after = this.ends.process().stats().exported();
			assertThat(after).isLessThanOrEqualTo(before);
			return after == before;
		});
	}

}
