package dev.multiprocess.ipc.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what another thread or process is bound to do.
 */
public final class Eventually {

	/** Far longer than anything takes, even on a busy machine. */
	private static final Duration LIMIT = Duration.ofSeconds(30);

	private Eventually() {
	}

	/**
	 * Returns once a condition holds.
	 * @param what says what is missing, for the failure
	 * @param condition the condition, looked at every few milliseconds
	 */
	public static void until(Supplier<String> what, BooleanSupplier condition) {
		if (!within(LIMIT, condition)) {
			throw new AssertionError("Not within " + LIMIT + ": " + what.get());
		}
	}

	/**
	 * Returns whether a condition came to hold in time.
	 * @param limit the longest time to wait
	 * @param condition the condition, looked at every few milliseconds
	 * @return whether it holds
	 */
	public static boolean within(Duration limit, BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > limit.toNanos()) {
				return false;
			}
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
		}
		return true;
	}

}
