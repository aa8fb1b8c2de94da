package dev.multiprocess.ipc.kryo;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a few coders for the next frames; one that saw a failure never comes back. Safe
 * for use by any number of threads.
 */
final class CoderPool {

	private static final int KEPT = 16;

	/** Each coder in a cache line of its own: threads come back to their place. */
	private static final int STRIDE = 16;

	private final AtomicReferenceArray<@Nullable Coder> free = new AtomicReferenceArray<>(KEPT * STRIDE);

	private final int maxDepth;

	CoderPool(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	Coder take() {
		int place = place();
		for (int i = 0; i < KEPT; i++) {
			Coder coder = (this.free.getPlain(index(place + i)) != null) ? this.free.getAndSet(index(place + i), null)
					: null;
			if (coder != null) {
				return coder;
			}
		}
		return Coder.create(this.maxDepth);
	}

	/** Takes a coder back after a frame without failure. */
	void give(Coder coder) {
		coder.release();
		int place = place();
		for (int i = 0; i < KEPT; i++) {
			if (this.free.getPlain(index(place + i)) == null
					&& this.free.compareAndSet(index(place + i), null, coder)) {
				return;
			}
		}
	}

	private static int place() {
		return (int) Thread.currentThread().getId();
	}

	private static int index(int place) {
		return (place & (KEPT - 1)) * STRIDE;
	}

	int size() {
		int size = 0;
		for (int i = 0; i < KEPT; i++) {
			size += (this.free.get(index(i)) != null) ? 1 : 0;
		}
		return size;
	}

}
