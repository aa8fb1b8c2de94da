package dev.multiprocess.ipc.transport;

/**
 * Says whether something is worth trying, from how it went lately: after several failures
 * in a row only now and then, and ever more rarely. Confined to one thread at a time.
 */
final class Trial {

	private static final int FORGIVEN = 4;

	/** As a power of two, how many times to skip at most. */
	private static final int MOST_SKIPS = 6;

	private int failures;

	private int skips;

	/** Returns whether to try; what came of it is to be told then. */
	boolean isDue() {
		if (this.skips > 0) {
			this.skips--;
			return false;
		}
		return true;
	}

	void succeeded() {
		this.failures = 0;
	}

	void failed() {
		this.failures = Math.min(this.failures + 1, FORGIVEN + MOST_SKIPS);
		if (this.failures > FORGIVEN) {
			this.skips = 1 << (this.failures - FORGIVEN);
		}
	}

}
