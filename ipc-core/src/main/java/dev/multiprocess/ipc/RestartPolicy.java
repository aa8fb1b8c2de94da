package dev.multiprocess.ipc;

import java.time.Duration;

/**
 * Says whether a process that ended is started again by itself, and how soon. Immutable.
 *
 * <p>
 * It concerns processes that an {@link Ipc} was {@linkplain Ipc.Builder#process given by
 * name} and that ended without having been asked to, whatever their exit code. With
 * {@link #onFailure()} the first restart follows after {@link #delay()}, each further one
 * in the same {@link #window()} after twice the time of the one before, up to
 * {@link #maxDelay()}; all vary by a fifth, so that several do not start at once. After
 * {@link #maxAttempts()} restarts in a window the <em>circuit</em> opens: calls fail at
 * once with the last cause until the window has passed. Then the next call tries once
 * more. {@link Ipc#start(String)} closes the circuit at any time.
 *
 * @param maxAttempts the most restarts in a window; zero for none
 * @param delay the time before the first restart
 * @param maxDelay the longest time before a restart
 * @param window the time in which restarts are counted, and that the circuit stays open
 */
public record RestartPolicy(int maxAttempts, Duration delay, Duration maxDelay, Duration window) {

	private static final RestartPolicy NEVER = new RestartPolicy(0, Duration.ZERO, Duration.ZERO,
			Duration.ofMinutes(1));

	private static final RestartPolicy ON_FAILURE = new RestartPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofMinutes(1));

	/**
	 * Checks the values.
	 */
	public RestartPolicy {
		if (maxAttempts < 0) {
			throw new IllegalArgumentException("Restarts in a window are " + maxAttempts + ", must be zero or more");
		}
		atLeast(Duration.ZERO, delay, "Delay");
		atLeast(Duration.ZERO, maxDelay, "Longest delay");
		atLeast(Duration.ofNanos(1), window, "Window");
	}

	private static void atLeast(Duration least, Duration value, String what) {
		if (value.compareTo(least) < 0) {
			throw new IllegalArgumentException(what + " of restarts is " + value + ", must be " + least + " or more");
		}
	}

	/**
	 * Starts nothing because a process ended: the next call that needs the process starts
	 * a new one at once, as the very first call did.
	 * @return the policy
	 */
	public static RestartPolicy never() {
		return NEVER;
	}

	/**
	 * Restarts a process after 1 s, 2 s, 4 s and so on up to 30 s, at most 5 times within
	 * a minute.
	 * @return the policy, to be varied by its other methods
	 */
	public static RestartPolicy onFailure() {
		return ON_FAILURE;
	}

	/**
	 * Changes the time before the first restart.
	 * @param delay the time, zero or more
	 * @return a new policy
	 */
	public RestartPolicy delay(Duration delay) {
		return new RestartPolicy(this.maxAttempts, delay, this.maxDelay, this.window);
	}

	/**
	 * Changes the longest time before a restart; a longer {@link #delay()} is cut to it.
	 * @param maxDelay the time, zero or more
	 * @return a new policy
	 */
	public RestartPolicy maxDelay(Duration maxDelay) {
		return new RestartPolicy(this.maxAttempts, this.delay, maxDelay, this.window);
	}

	/**
	 * Changes the most restarts in a window.
	 * @param maxAttempts the number, zero for none
	 * @return a new policy
	 */
	public RestartPolicy maxAttempts(int maxAttempts) {
		return new RestartPolicy(maxAttempts, this.delay, this.maxDelay, this.window);
	}

	/**
	 * Changes the time in which restarts are counted, and that the circuit stays open.
	 * @param window the time, more than zero
	 * @return a new policy
	 */
	public RestartPolicy window(Duration window) {
		return new RestartPolicy(this.maxAttempts, this.delay, this.maxDelay, window);
	}

	/** Returns whether nothing is ever started because a process ended. */
	public boolean isNever() {
		return this.maxAttempts == 0;
	}

}
