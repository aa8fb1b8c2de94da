package dev.multiprocess.ipc.protocol;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each lane that the peer opens a thread of its own, up to a limit; further lanes
 * wait in line.
 *
 * <p>
 * The peer opens no more lanes than it was granted, but calls that it has given up may
 * still run here. A lane that waits has no owner: whoever ends it asks {@link #remove}
 * and closes it. Safe for use by any number of threads.
 */
final class ServingThreads {

	private static final Logger logger = LoggerFactory.getLogger(ServingThreads.class);

	private final String name;

	private final int limit;

	private final Consumer<Lane> body;

	private final Consumer<Lane> unserved;

	@GuardedBy("this")
	private int running;

	@GuardedBy("this")
	private final Set<Lane> waiting = new LinkedHashSet<>();

	/**
	 * Creates no thread yet.
	 * @param name the start of their names
	 * @param limit the most threads at a time
	 * @param body serves a lane until it ends, and closes it; throws nothing
	 * @param unserved closes a lane for which there is no thread to be had
	 */
	ServingThreads(String name, int limit, Consumer<Lane> body, Consumer<Lane> unserved) {
		this.name = name;
		this.limit = limit;
		this.body = body;
		this.unserved = unserved;
	}

	/** Has a lane served, now or when its turn comes. */
	void serve(Lane lane) {
		synchronized (this) {
			if (this.running == this.limit) {
				this.waiting.add(lane);
				return;
			}
			this.running++;
		}
		start(lane);
	}

	private void start(Lane lane) {
		Thread thread = DaemonThread.create(this.name + lane.id(), () -> run(lane));
		try {
			thread.start();
		}
		catch (Error ex) {
			// The machine has no more threads; the peer's caller must not wait for one.
			logger.error("{} could not be started; its lane is closed", thread.getName(), ex);
			this.unserved.accept(lane);
			next();
		}
	}

	private void run(Lane lane) {
		try {
			this.body.accept(lane);
		}
		finally {
			next();
		}
	}

	/** Lets a new thread serve the lane that has waited longest, if one does. */
	private void next() {
		Lane next = null;
		synchronized (this) {
			this.running--;
			if (!this.waiting.isEmpty()) {
				next = this.waiting.iterator().next();
				this.waiting.remove(next);
				this.running++;
			}
		}
		if (next != null) {
			start(next);
		}
	}

	/** Takes a lane out of the line; returns whether it was waiting. */
	synchronized boolean remove(Lane lane) {
		return this.waiting.remove(lane);
	}

}
