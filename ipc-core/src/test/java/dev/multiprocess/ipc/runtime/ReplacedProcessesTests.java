package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.RestartPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("When one of several processes of one name ends,")
class ReplacedProcessesTests extends SeveralProcessesTest {

	@Test
	@DisplayName("S36: one that stands by takes the place of one that ended, before anything is started")
	void standby() {
		build((spec) -> spec.standby(1).restart(LATE));
		this.ipc.start("many");
		RunningProcess first = current();
		int number = this.root.number();
		crash(first);
		assertThat(this.root.number()).isNotEqualTo(number);
		assertThat(this.made).hasValue(2);
		this.ipc.start("many");
		assertThat(this.made).hasValue(3);
		crash(current());
		assertThat(this.root.number()).isEqualTo(3);
		this.ipc.close();
		assertThat(this.events.all()).filteredOn((event) -> event.startsWith("standby"))
			.hasSize(4)
			.endsWith("standby ready 3", "standby active 3");
	}

	@Test
	@DisplayName("S36: one that stood by is replaced in the background")
	void replaced() {
		build((spec) -> spec.standby(1).restart(RestartPolicy.onFailure().delay(Duration.ofMillis(1))));
		this.ipc.start("many");
		crash(current());
		this.events.await("standby ready 3", 1);
		crash(current());
		assertThat(this.root.number()).isEqualTo(3);
	}

	@Test
	@DisplayName("S36: those to stand by start by themselves once the first call is served")
	void standbyOfFirstCall() {
		build((spec) -> spec.standby(2));
		assertThat(this.root.number()).isEqualTo(1);
		this.events.await("standby ready 2", 1);
		this.events.await("standby ready 3", 1);
		crash(current());
		assertThat(this.root.number()).isBetween(2, 3);
		// Never restarted by itself, but the call has asked for it.
		this.events.await("standby ready 4", 1);
	}

	@Test
	@DisplayName("S37: a call that may be repeated is, once, on another one; no other call is")
	void idempotent() {
		build((spec) -> spec.standby(1).restart(LATE));
		this.ipc.start("many");
		AtomicInteger calls = new AtomicInteger();
		int first = this.root.number();
		assertThat(this.root.repeatable(() -> {
			if (calls.incrementAndGet() == 1) {
				crash(current());
			}
		})).isNotEqualTo(first);
		assertThat(calls).hasValue(2);
		this.ipc.start("many");
		calls.set(0);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.root.repeatable(() -> {
			calls.incrementAndGet();
			crash(current());
		})).satisfies((ex) -> {
			assertThat(ex.mayHaveExecuted()).isTrue();
			assertThat(ex.getSuppressed()).hasSize(1);
		});
		assertThat(calls).hasValue(2);
		this.ipc.start("many");
		calls.set(0);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.root.during(() -> {
			calls.incrementAndGet();
			crash(current());
		})).satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
		assertThat(calls).hasValue(1);
	}

	@Test
	@DisplayName("S37: a call that cannot be repeated since nothing serves may have been executed all the same")
	void notRepeated() {
		build((spec) -> spec.restart(LATE).callTimeout(Duration.ofSeconds(2)));
		assertThatExceptionOfType(CallTimeoutException.class)
			.isThrownBy(() -> this.root.repeatable(() -> crash(current())))
			.satisfies((ex) -> {
				assertThat(ex.mayHaveExecuted()).isTrue();
				assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(ConnectionClosedException.class);
			});
	}

	@Test
	@DisplayName("S35: none of which serves, a call waits no longer than its method promises")
	void ownTimeout() {
		build((spec) -> spec.restart(LATE));
		crash(current());
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> this.root.hurried()).satisfies((ex) -> {
			assertThat(ex.timeout()).isEqualTo(Duration.ofMillis(100));
			assertThat(ex.mayHaveExecuted()).isFalse();
		});
	}

}
