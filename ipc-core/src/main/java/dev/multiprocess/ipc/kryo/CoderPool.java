package dev.multiprocess.ipc.kryo;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a few coders for the next frames; one that saw a failure never comes back. Safe
 * for use by any number of threads.
 */
final class CoderPool {

	private static final int KEPT = 16;

	private final ConcurrentLinkedQueue<Coder> free = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final int maxDepth;

	CoderPool(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	Coder take() {
		@Nullable Coder coder = this.free.poll();
		if (coder == null) {
			return Coder.create(this.maxDepth);
		}
		this.size.decrementAndGet();
		return coder;
	}

	/** Takes a coder back after a frame without failure. */
	void give(Coder coder) {
		coder.release();
		if (this.size.incrementAndGet() <= KEPT) {
			this.free.add(coder);
		}
		else {
			this.size.decrementAndGet();
		}
	}

	int size() {
		return this.size.get();
	}

}
