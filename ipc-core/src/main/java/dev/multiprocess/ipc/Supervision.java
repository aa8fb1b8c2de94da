package dev.multiprocess.ipc;

import java.time.Duration;

/**
 * How the processes of one name are kept running. Immutable.
 *
 * @param restart whether a process that ended is started again by itself
 * @param instances how many processes take calls
 * @param standby how many more run and wait to take the place of one that ended
 * @param livenessInterval how often a process is asked for a sign of life, zero for never
 * @param livenessTimeout how long it may give none before it is killed, zero for ever
 */
public record Supervision(RestartPolicy restart, int instances, int standby, Duration livenessInterval,
		Duration livenessTimeout) {

	/** What holds unless a {@link ProcessSpec.Builder} is told otherwise. */
	static final Supervision DEFAULT = new Supervision(RestartPolicy.never(), 1, 0, Duration.ofSeconds(10),
			Duration.ofSeconds(30));

	/**
	 * Checks the values.
	 */
	public Supervision {
		atLeast(1, instances, "Number of instances");
		atLeast(0, standby, "Number of standby processes");
		notNegative(livenessInterval, "Liveness interval");
		notNegative(livenessTimeout, "Liveness timeout");
	}

	private static void atLeast(int least, int value, String what) {
		if (value < least) {
			throw new IllegalArgumentException(what + " is " + value + ", must be " + least + " or more");
		}
	}

	private static void notNegative(Duration value, String what) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(what + " is " + value + ", must be zero or more");
		}
	}

	Supervision withRestart(RestartPolicy policy) {
		return new Supervision(policy, this.instances, this.standby, this.livenessInterval, this.livenessTimeout);
	}

	Supervision withInstances(int instances) {
		return new Supervision(this.restart, instances, this.standby, this.livenessInterval, this.livenessTimeout);
	}

	Supervision withStandby(int standby) {
		return new Supervision(this.restart, this.instances, standby, this.livenessInterval, this.livenessTimeout);
	}

	Supervision withLiveness(Duration interval, Duration timeout) {
		return new Supervision(this.restart, this.instances, this.standby, interval, timeout);
	}

}
