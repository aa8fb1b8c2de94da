package dev.multiprocess.ipc.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import dev.multiprocess.ipc.CallDepthException;
import dev.multiprocess.ipc.testing.ExtendedCallback;
import dev.multiprocess.ipc.testing.FooCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests calls that are made while a call is served, over the in-memory pair.
 */
@DisplayName("Callbacks")
class CallbackTests extends FunctionalTest {

	/** As the other process counts as well: calls of both directions on one stack. */
	private static final int DEEPEST = 64;

	@Test
	@DisplayName("S1: a callback is called with its argument and its result returned")
	void callback() {
		assertThat(this.foo.callback((arg) -> arg + 1, 1)).isEqualTo(2);
	}

	@Test
	@DisplayName("S1: a callback that was kept can be called later, and let go")
	void savedCallback() {
		AtomicInteger calls = new AtomicInteger();
		this.foo.saveCallback((arg) -> arg + calls.incrementAndGet());
		assertThat(this.foo.callbackSaved(7)).isEqualTo(8);
		assertThat(this.foo.callbackSaved(7)).isEqualTo(9);
		this.foo.saveCallback(null);
		assertThat(this.foo.saved()).isNull();
		assertThat(calls).hasValue(2);
	}

	@Test
	@DisplayName("S2: an inherited callback interface with a default method works")
	void extendedCallback() {
		ExtendedCallback callback = (arg) -> arg;
		assertThat(this.foo.callbackExtended(callback, 2)).isEqualTo(22);
	}

	@Test
	@DisplayName("S2: a default method that the object overrides is the object's")
	void overriddenDefault() {
		ExtendedCallback callback = new ExtendedCallback() {

			@Override
			public int call(int arg) {
				throw new AssertionError("not called");
			}

			@Override
			public int callExtended(int arg, int add) {
				return 100 * arg + add;
			}

		};
		assertThat(this.foo.callbackExtended(callback, 2)).isEqualTo(210);
	}

	@Test
	@DisplayName("S1: a function is called")
	void function() {
		assertThat(this.foo.passFn(() -> 10)).isEqualTo(10);
	}

	@Test
	@DisplayName("S1: a function that is returned can be called")
	void returnedFunction() {
		IntSupplier function = this.foo.makeFn(42);
		assertThat(function.getAsInt()).isEqualTo(42);
		assertThat(function.getAsInt()).isEqualTo(42);
	}

	@Test
	@DisplayName("S4: a callback that calls the same object again is served")
	void nested() {
		assertThat(this.foo.passFn(() -> this.foo.passFn(() -> 1))).isEqualTo(1);
	}

	@Test
	@DisplayName("S4: a callback runs on the thread that waits, at any depth")
	void sameThread() {
		List<Thread> threads = new ArrayList<>();
		this.foo.passFn(() -> {
			threads.add(Thread.currentThread());
			return this.foo.passFn(() -> {
				threads.add(Thread.currentThread());
				return this.foo.callback((arg) -> {
					threads.add(Thread.currentThread());
					return arg;
				}, 1);
			});
		});
		assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
	}

	@Test
	@DisplayName("S4: a callback sees the thread-locals of the thread that waits")
	void threadLocal() {
		ThreadLocal<String> local = new ThreadLocal<>();
		local.set("mine");
		assertThat(this.foo.apply((value) -> {
			String before = local.get();
			local.set("changed");
			return before + value;
		}, "!")).isEqualTo("mine!");
		assertThat(local.get()).isEqualTo("changed");
	}

	@Test
	@DisplayName("S4: a callback may enter a lock that the thread that waits holds")
	void reentrantLock() {
		ReentrantLock lock = new ReentrantLock();
		lock.lock();
		try {
			assertThat(this.foo.passFn(() -> {
				assertThat(lock.isHeldByCurrentThread()).isTrue();
				lock.lock();
				try {
					return lock.getHoldCount();
				}
				finally {
					lock.unlock();
				}
			})).isEqualTo(2);
		}
		finally {
			lock.unlock();
		}
	}

	@Test
	@DisplayName("S4: nested calls in the other process all run on one thread")
	void sameServingThread() {
		List<Long> threads = new ArrayList<>();
		threads.add(this.foo.threadId());
		this.foo.passFn(() -> {
			threads.add(this.foo.threadId());
			return this.foo.passFn(() -> {
				threads.add(this.foo.threadId());
				return 0;
			});
		});
		assertThat(threads).hasSize(3).containsOnly(threads.get(0));
	}

	@Test
	@DisplayName("S4: a callback from a thread that serves nothing runs beside the thread that waits")
	void fromAnotherThread() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		assertThat(this.foo.throughAnotherThread((arg) -> {
			thread.set(Thread.currentThread());
			return arg + 1;
		}, 1)).isEqualTo(2);
		assertThat(thread.get()).isNotSameAs(Thread.currentThread());
	}

	/** Makes a stack of as many calls, ours and theirs in turn; the deepest returns 0. */
	private int stack(int calls) {
		return (calls == 0) ? 0
				: (calls == 1) ? this.foo.add(0, 0) : this.foo.callback((arg) -> stack(arg) + 1, calls - 2);
	}

	@Test
	@DisplayName("S4: 64 calls may stand on one another")
	void deepest() {
		assertThat(stack(DEEPEST)).isEqualTo(DEEPEST / 2);
	}

	@Test
	@DisplayName("S4: the 65th call fails cleanly, and everything is usable afterwards")
	void tooDeep() {
		assertThatExceptionOfType(CallDepthException.class).isThrownBy(() -> stack(DEEPEST + 1))
			.satisfies((ex) -> assertThat(ex.limit()).isEqualTo(DEEPEST));
		assertThat(stack(DEEPEST)).isEqualTo(DEEPEST / 2);
	}

	@Test
	@DisplayName("S4: endless recursion between the processes ends in a clean error")
	void endless() {
		FooCallback[] endless = new FooCallback[1];
		endless[0] = (arg) -> this.foo.callback(endless[0], arg + 1);
		assertThatExceptionOfType(CallDepthException.class).isThrownBy(() -> this.foo.callback(endless[0], 0));
		assertThat(this.foo.add(1, 2)).isEqualTo(3);
	}

	@Test
	@DisplayName("S4: many callbacks during one call all arrive, in order")
	void manyCallbacks() {
		List<FooCallback> callbacks = new ArrayList<>();
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			int number = i;
			callbacks.add((arg) -> {
				order.add(number);
				return 1;
			});
		}
		assertThat(this.foo.sumAll(callbacks, 0)).isEqualTo(500);
		assertThat(order).hasSize(500).isSorted();
	}

}
