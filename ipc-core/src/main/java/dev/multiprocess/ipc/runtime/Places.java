package dev.multiprocess.ipc.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Supervision;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one name: starts those that are missing, and restarts those that end
 * unasked as their policy says.
 *
 * <p>
 * Each start has a thread of its own and ends within the start-up timeout, so whoever
 * waits for its result waits no longer than that and the delay before. The lock is held
 * for decisions only. Safe for use by any number of threads.
 */
final class Places {

	private final ProcessSpec spec;

	private final Function<ProcessSpec, RunningProcess> launcher;

	private final Notices notices;

	/** What those that stand by have to be ready for. */
	private final Set<Class<?>> roots;

	@GuardedBy("this")
	private final PlaceList places;

	private final Serving serving;

	/** Whether the next call shall look after what is missing. */
	private volatile boolean vacant = true;

	@GuardedBy("this")
	private boolean paused;

	@GuardedBy("this")
	private boolean closed;

	Places(ProcessSpec spec, Function<ProcessSpec, RunningProcess> launcher, Events events, Set<Class<?>> roots) {
		this.spec = spec;
		this.roots = roots;
		this.launcher = launcher;
		this.notices = new Notices(spec, events);
		Supervision supervision = spec.supervision();
		this.serving = new Serving(supervision.instances(), this.notices);
		this.places = PlaceList.of(supervision);
	}

	/**
	 * Returns a process that serves, without any lock; null if that needs a closer look.
	 */
	@Nullable Incarnation pick() {
		return this.vacant ? null : this.serving.choose();
	}

	/** Starts what is missing for a call, unless it is about to be restarted. */
	synchronized Demand demand() {
		checkOpen();
		settle();
		fill();
		Demand found = new Demand(this.serving.choose(), this.places.attempts());
		if (found.isVain()) {
			requireNotPaused();
		}
		return found;
	}

	/**
	 * Starts what is missing; those that shall stand by only when something serves, whose
	 * start they would slow down.
	 */
	@GuardedBy("this")
	private void fill() {
		Supervision supervision = this.spec.supervision();
		boolean needed = this.serving.isEmpty();
		int wanted = needed ? supervision.instances() : this.places.size();
		int taken = this.places.taken();
		long pause = TimeUnit.NANOSECONDS.convert(supervision.restart().window());
		for (Place place : this.places) {
			if (taken < wanted && !this.paused && place.isToBeFilled(needed, pause)) {
				begin(place, true, 0);
				taken++;
			}
		}
		update();
	}

	/** Starts all that does not serve, at once and whatever happened. */
	synchronized List<Attempt> startAll() {
		checkOpen();
		requireNotPaused();
		settle();
		for (Place place : this.places) {
			if (place.incarnation == null) {
				place.restarts.reset();
				if (place.attempt == null) {
					begin(place, true, 0);
				}
				else {
					place.attempt.hurry();
				}
			}
		}
		update();
		return this.places.attempts();
	}

	private void checkOpen() {
		if (isClosed()) {
			throw Refusal.stopped(this.spec);
		}
	}

	/** Returns whether nothing is started any more. */
	synchronized boolean isClosed() {
		return this.closed;
	}

	/** Takes in which processes have ended. */
	private synchronized void settle() {
		for (Place place : this.places) {
			Incarnation last = place.incarnation;
			if (last != null && !last.isServing()) {
				RunningProcess ended = last.process();
				place.ended = ended;
				place.incarnation = null;
				if (!this.closed && !this.paused && !ended.isAskedToEnd()) {
					restart(place, false);
				}
			}
		}
		this.serving.settle();
		update();
	}

	@GuardedBy("this")
	private void update() {
		this.vacant = this.places.taken() < this.places.size();
	}

	@GuardedBy("this")
	private void restart(Place place, boolean demanded) {
		long delay = demanded ? place.restarts.startFailed() : place.restarts.failed();
		if (delay != Restarts.NONE) {
			this.notices.restartIn(delay);
			begin(place, false, delay);
		}
		else if (place.restarts.isOpen()) {
			this.notices.circuitOpened(place.refusal());
		}
	}

	@GuardedBy("this")
	private void begin(Place place, boolean demanded, long delay) {
		Attempt attempt = new Attempt(demanded);
		place.attempt = attempt;
		attempt.begin(this.spec.name(), delay, place.free(demanded), () -> this.launcher.apply(this.spec),
				(started, failure) -> {
					if (started != null) {
						served(place, attempt, started);
					}
					else {
						failed(place, attempt, failure);
					}
				});
	}

	@GuardedBy("this")
	private void requireNotPaused() {
		if (this.paused) {
			throw Refusal.paused(this.spec);
		}
	}

	private void served(Place place, Attempt attempt, Incarnation started) {
		boolean called;
		synchronized (this) {
			place.attempt = null;
			place.failure = null;
			place.incarnation = started;
			place.restarts.succeeded();
			if (!attempt.isDemanded()) {
				this.notices.restarted(started.process());
			}
			called = this.serving.add(started);
			if (!this.closed) {
				fill();
			}
		}
		started.process().connection().whenDisconnected().thenRun(this::settle);
		if (!called) {
			started.prepare(this.roots, this.spec.startupTimeout());
			synchronized (this) {
				this.serving.prepared(started);
			}
		}
	}

	private synchronized void failed(Place place, Attempt attempt, @Nullable Throwable failure) {
		place.attempt = null;
		place.failure = failure;
		place.failedAt = System.nanoTime();
		if (!this.closed && !this.paused) {
			if (!attempt.isDemanded() || !this.serving.isEmpty()) {
				this.notices.startFailed(failure);
			}
			restart(place, attempt.isDemanded());
		}
		update();
	}

	/** Returns why nothing is tried now. */
	synchronized Refusal refusal() {
		return this.places.refusal();
	}

	/** Sets whether nothing is started; those who wait for a restart learn of it. */
	synchronized void pause(boolean paused) {
		this.paused = paused;
		if (paused) {
			this.places.cancel();
		}
		update();
	}

	private synchronized List<Attempt> attempts() {
		return this.places.attempts();
	}

	/** Starts nothing any more; those who wait for a restart learn of it. */
	synchronized void close() {
		this.closed = true;
		this.places.cancel();
	}

	/** Waits, but not for ever, until no start is under way; to be closed before. */
	void awaitStarts() {
		attempts().forEach((attempt) -> attempt.await(this.spec.shutdownGracePeriod()));
	}

}
