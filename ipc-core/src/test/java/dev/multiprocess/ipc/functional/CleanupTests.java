package dev.multiprocess.ipc.functional;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.multiprocess.ipc.Ipc;
import dev.multiprocess.ipc.testing.Closing;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.FooCallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what runs when an object is gone, over the in-memory pair.
 */
@DisplayName("Cleanups")
class CleanupTests extends FunctionalTest {

	private final List<String> ran = new CopyOnWriteArrayList<>();

	@BeforeEach
	@Override
	void connect() {
		this.ran.clear();
		super.connect();
	}

	private Ipc.Registration add(Object object, String event) {
		return this.ends.ipc().addCleanup(object, () -> this.ran.add(event));
	}

	@Test
	@DisplayName("S24: the object of one is closed before it runs")
	void afterClose() throws Exception {
		Closing closing = this.ends.init().makeClosing("early");
		this.ends.ipc().addCleanup(closing, () -> this.ran.addAll(this.ends.init().events()));
		closing.close();
		assertThat(this.ran).contains("closed early");
	}

	@Test
	@DisplayName("S24: one that throws does not keep the others from running")
	void throwing() throws Exception {
		Closing closing = this.ends.init().makeClosing("x");
		add(closing, "first");
		this.ends.ipc().addCleanup(closing, () -> {
			throw new IllegalStateException("on purpose");
		});
		this.ends.ipc().addCleanup(closing, () -> {
			throw new AssertionError("on purpose");
		});
		add(closing, "last");
		closing.close();
		assertThat(this.ran).containsExactly("last", "first");
	}

	@Test
	@DisplayName("S24: registering on what is gone already runs it at once")
	void alreadyGone() throws Exception {
		Closing closing = this.ends.init().makeClosing("x");
		closing.close();
		add(closing, "at once");
		assertThat(this.ran).containsExactly("at once");
		add(closing, "again").close();
		assertThat(this.ran).containsExactly("at once", "again");
	}

	@Test
	@DisplayName("S24: one that was taken back does not run")
	void takenBack() throws Exception {
		Closing closing = this.ends.init().makeClosing("x");
		Ipc.Registration registration = add(closing, "taken back");
		add(closing, "kept");
		registration.close();
		registration.close();
		closing.close();
		assertThat(this.ran).containsExactly("kept");
	}

	@Test
	@DisplayName("S24: the same callback registered twice runs twice, and is taken back once")
	void sameTwice() throws Exception {
		AtomicInteger count = new AtomicInteger();
		Runnable callback = count::incrementAndGet;
		Closing closing = this.ends.init().makeClosing("x");
		this.ends.ipc().addCleanup(closing, callback);
		this.ends.ipc().addCleanup(closing, callback).close();
		this.ends.ipc().addCleanup(closing, callback);
		closing.close();
		assertThat(count).hasValue(2);
	}

	@Test
	@DisplayName("S24: those of a collected object run on another thread")
	void collected() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.ends.ipc().addCleanup(this.foo.make(), () -> thread.set(Thread.currentThread()));
		Eventually.until(() -> "not run", () -> {
			this.foo.nothing();
			System.gc();
			return thread.get() != null;
		});
		assertThat(thread.get()).isNotSameAs(Thread.currentThread());
	}

	@Test
	@DisplayName("S24: those of a local object run when its last remote reference is gone")
	void localReleased() {
		FooCallback local = (arg) -> arg + this.ran.size();
		add(local, "first");
		add(local, "second");
		this.foo.saveCallback(local);
		this.ends.init().collect();
		assertThat(this.foo.callbackSaved(1)).isEqualTo(1);
		assertThat(this.ran).isEmpty();
		this.foo.saveCallback(null);
		Eventually.until(() -> "ran only " + this.ran, () -> {
			this.ends.init().collect();
			return this.ran.size() == 2;
		});
		assertThat(this.ran).containsExactly("second", "first");
	}

	@Test
	@DisplayName("S24: a cleanup may call other objects of the same process, and close them")
	void callsOthers() throws Exception {
		Closing one = this.ends.init().makeClosing("one");
		Closing two = this.ends.init().makeClosing("two");
		this.ends.ipc().addCleanup(one, () -> {
			try {
				two.close();
			}
			catch (Exception ex) {
				this.ran.add(ex.toString());
			}
		});
		add(two, "cleanup of two");
		one.close();
		assertThat(this.ends.init().events()).containsSubsequence("closed one", "closed two");
		assertThat(this.ran).containsExactly("cleanup of two");
	}

}
