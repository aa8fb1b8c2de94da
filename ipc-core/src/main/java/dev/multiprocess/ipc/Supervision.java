package dev.multiprocess.ipc;

import java.time.Duration;

/**
 * How the processes of one name are kept running. Immutable.
 *
 * @param restart whether a process that ended is started again by itself
 * @param livenessInterval how often a process is asked for a sign of life, zero for never
 * @param livenessTimeout how long it may give none before it is killed, zero for ever
 */
public record Supervision(RestartPolicy restart, Duration livenessInterval, Duration livenessTimeout) {

	/** What holds unless a {@link ProcessSpec.Builder} is told otherwise. */
	static final Supervision DEFAULT = new Supervision(RestartPolicy.never(), Duration.ofSeconds(10),
			Duration.ofSeconds(30));

	/**
	 * Checks the values.
	 */
	public Supervision {
		notNegative(livenessInterval, "Liveness interval");
		notNegative(livenessTimeout, "Liveness timeout");
	}

	private static void notNegative(Duration value, String what) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(what + " is " + value + ", must be zero or more");
		}
	}

	Supervision withRestart(RestartPolicy policy) {
		return new Supervision(policy, this.livenessInterval, this.livenessTimeout);
	}

	Supervision withLiveness(Duration interval, Duration timeout) {
		return new Supervision(this.restart, interval, timeout);
	}

}
