package dev.multiprocess.ipc.functional;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.IpcProcess;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Foo;
import dev.multiprocess.ipc.testing.FooCallback;
import dev.multiprocess.ipc.testing.FooInit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests references that one process hands on to another, over in-memory pairs.
 */
@DisplayName("References between two processes")
class ForwardingTests extends FunctionalTest {

	private FooInit otherInit;

	private Foo other;

	@Override
	boolean fresh() {
		return true;
	}

	@BeforeEach
	void connectOther() {
		this.otherInit = this.ends.another("other");
		this.other = this.otherInit.makeFoo();
	}

	@AfterEach
	void disconnectOther() {
		this.otherInit.close();
	}

	@Test
	@DisplayName("S18: a proxy of one process works in the other")
	void works() {
		assertThat(this.other.callback(this.foo.make(), 21)).isEqualTo(42);
		this.other.saveCallback(this.foo.one());
		assertThat(this.other.callbackSaved(5)).isEqualTo(10);
	}

	@Test
	@DisplayName("S17: a reference that comes back from a third process is the proxy, and at home the object itself")
	void identity() {
		FooCallback one = this.foo.one();
		assertThat(this.other.returned(one)).isSameAs(one);
		this.other.saveCallback(one);
		assertThat(this.other.saved()).isSameAs(one);
		assertThat(this.foo.isOne(this.other.saved())).isTrue();
	}

	@Test
	@DisplayName("S4: a chain of calls through three processes runs on the thread that waits")
	void chain() {
		Thread mine = Thread.currentThread();
		this.foo.saveCallback((arg) -> (Thread.currentThread() == mine) ? arg + 1 : -1);
		assertThat(this.other.callback((arg) -> this.foo.callbackSaved(this.other.add(arg, 10)), 1)).isEqualTo(12);
	}

	@Test
	@DisplayName("S18: when the process of a reference has been killed, calls fail where it was passed on")
	void callsFailWhenGone() {
		this.other.saveCallback(this.foo.one());
		assertThat(this.other.callbackSaved(5)).isEqualTo(10);
		this.ends.process().kill();
		assertThat(this.ends.process().exit().join()).isNotNull();
		Eventually.until(() -> "still called without failure", () -> {
			try {
				this.other.callbackSaved(5);
				return false;
			}
			catch (StaleReferenceException | ConnectionClosedException ex) {
				return true;
			}
		});
		assertThat(this.other.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S18: when the process of a reference has been killed, cleanups run where it was passed on")
	void cleanupsRunWhenGone() {
		FooCallback one = this.foo.one();
		this.otherInit.watch(one, "one is gone");
		this.other.saveCallback(one);
		assertThat(this.otherInit.events()).isEmpty();
		this.ends.process().kill();
		Eventually.until(() -> "no event", () -> this.otherInit.events().contains("one is gone"));
		assertThat(this.otherInit.events()).containsExactly("one is gone");
	}

	@Test
	@DisplayName("S18: a reference whose process had been killed before is lost where it is passed on to")
	void goneBefore() {
		FooCallback one = this.foo.one();
		this.ends.process().kill();
		assertThat(this.ends.process().exit().join()).isNotNull();
		this.otherInit.watch(one, "one was gone");
		Eventually.until(() -> "no event", () -> this.otherInit.events().contains("one was gone"));
		assertThat(this.other.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S18: a reference that is closed here is lost where it was passed on")
	void closedHere() throws Exception {
		FooCallback both = this.foo.both();
		this.otherInit.watch(both, "both is gone");
		this.other.saveCallback(both);
		((Closing) both).close();
		Eventually.until(() -> "no event", () -> this.otherInit.events().contains("both is gone"));
		assertThatExceptionOfType(StaleReferenceException.class).isThrownBy(() -> this.other.callbackSaved(1));
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S22: dropping the last reference in one process releases the object in the other")
	void releases() {
		this.other.saveCallback(this.ends.init().makeWatched("watched"));
		assertThat(this.other.callbackSaved(1)).isEqualTo(8);
		System.gc();
		this.otherInit.collect();
		assertThat(this.other.callbackSaved(1)).isEqualTo(8);
		assertThat(this.ends.init().events()).isEmpty();
		this.other.saveCallback(null);
		Eventually.until(() -> "held in a chain of two", () -> {
			this.otherInit.collect();
			System.gc();
			return this.ends.init().events().size() == 2;
		});
		assertThat(this.ends.init().events()).containsExactly("watched second", "watched first");
	}

	@Test
	@DisplayName("S18: the end of one process does nothing to the other")
	void independent() {
		IpcProcess process = this.ends.process();
		process.kill();
		assertThat(process.exit().join()).isNotNull();
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> this.foo.add(1, 2));
		assertThat(this.other.passFn(() -> this.other.add(1, 2))).isEqualTo(3);
	}

}
