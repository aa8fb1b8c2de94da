package dev.multiprocess.ipc.protocol;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServedCallsTests {

	private final ServedCalls calls = new ServedCalls(true);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void cancelsNoCallForTheOneBefore() {
		this.calls.begin(1, false);
		this.calls.cancel(1);
		assertThat(this.calls.isCancelled(1)).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.calls.end();
		this.calls.begin(2, false);
		assertThat(this.calls.isCancelled(1)).isFalse();
		assertThat(this.calls.isCancelled(2)).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptsAnOuterCallWhenTheInnerOneHasEnded() {
		this.calls.begin(1, false);
		this.calls.begin(2, false);
		this.calls.cancel(1);
		assertThat(this.calls.isCancelled(1)).isTrue();
		assertThat(this.calls.isCancelled(2)).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.calls.end();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(this.calls.isEmpty()).isFalse();
		this.calls.end();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.calls.isEmpty()).isTrue();
	}

	@Test
	void servesOneWayCallsToTheirEndThoughTheLaneHasEnded() {
		this.calls.begin(1, false);
		this.calls.end();
		this.calls.begin(2, true);
		this.calls.end(false);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		this.calls.begin(3, false);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void leavesTheThreadOfACallerAlone() {
		ServedCalls callbacks = new ServedCalls(false);
		callbacks.begin(1, false);
		callbacks.cancel(1);
		callbacks.end(true);
		assertThat(callbacks.isCancelled(1)).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

}
