package dev.multiprocess.ipc.testing;

import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gates and barriers by name, at which served calls wait. For any number of threads.
 */
final class Gates {

	private final Map<String, Gate> gates = new ConcurrentHashMap<>();

	private final Map<String, CyclicBarrier> barriers = new ConcurrentHashMap<>();

	/** One gate and who came to it. */
	static final class Gate {

		private final CountDownLatch open = new CountDownLatch(1);

		final AtomicInteger arrived = new AtomicInteger();

		final AtomicInteger interrupted = new AtomicInteger();

		void open() {
			this.open.countDown();
		}

		/** Returns whether the gate was open rather than the wait interrupted. */
		boolean pass() {
			this.arrived.incrementAndGet();
			try {
				this.open.await();
				return true;
			}
			catch (InterruptedException ex) {
				this.interrupted.incrementAndGet();
				return false;
			}
		}

		void passStubbornly() {
			this.arrived.incrementAndGet();
			while (true) {
				try {
					this.open.await();
					return;
				}
				catch (InterruptedException ex) {
					this.interrupted.incrementAndGet();
				}
			}
		}

	}

	Gate gate(String name) {
		return this.gates.computeIfAbsent(name, (key) -> new Gate());
	}

	void meet(String name, int parties) {
		try {
			this.barriers.computeIfAbsent(name, (key) -> new CyclicBarrier(parties)).await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException("interrupted at barrier " + name, ex);
		}
	}

}
