package dev.multiprocess.ipc.runtime;

import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.RestartPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells log and listener what becomes of the processes of one name. Safe for use by any
 * number of threads.
 */
final class Notices {

	private static final Logger logger = LoggerFactory.getLogger(Places.class);

	private final ProcessSpec spec;

	private final Events events;

	Notices(ProcessSpec spec, Events events) {
		this.spec = spec;
		this.events = events;
	}

	void restartIn(long nanos) {
		logger.info("Process '{}' is restarted in {} ms", this.spec.name(), TimeUnit.NANOSECONDS.toMillis(nanos));
	}

	void restarted(RunningProcess process) {
		this.events.tell((listener) -> listener.processRestarted(process));
	}

	void standbyReady(RunningProcess process) {
		this.events.tell((listener) -> listener.standbyReady(process));
	}

	void standbyActivated(RunningProcess process) {
		logger.info("{} with pid {} takes the place of one that ended", process, process.pid());
		this.events.tell((listener) -> listener.standbyActivated(process));
	}

	void startFailed(@Nullable Throwable failure) {
		logger.warn("Process '{}' could not be started", this.spec.name(), failure);
	}

	void circuitOpened(Refusal refusal) {
		RestartPolicy policy = this.spec.supervision().restart();
		logger.error("Process '{}' failed more than {} times within {} ms and is not restarted", this.spec.name(),
				policy.maxAttempts(), TimeUnit.MILLISECONDS.convert(policy.window()));
		Runnable tell = () -> this.events
			.tell((listener) -> listener.circuitOpened(this.spec.name(), refusal.toException(this.spec)));
		if (refusal.ended() != null) {
			// Told after the exit that it is about.
			refusal.ended().exit().thenRun(tell);
		}
		else {
			tell.run();
		}
	}

}
