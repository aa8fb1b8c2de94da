package dev.multiprocess.ipc.transport;

/**
 * Lets a reader look a few times more before it parks: the peer's answer is often only a
 * hand-over away. For channels on which each look costs a system call or a lock. Confined
 * to one thread at a time.
 */
final class Yields {

	private static final int MOST = 3;

	private int done;

	/** Yields, unless that was done often enough; returns whether to look again. */
	boolean yield() {
		if (this.done == MOST) {
			return false;
		}
		this.done++;
		Thread.yield();
		return true;
	}

	/** Takes in that something was read. */
	void reset() {
		this.done = 0;
	}

}
