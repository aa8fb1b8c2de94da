package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.protocol.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A known process over all the incarnations that it has: finds the one for a call, and
 * has callers wait where there is none yet.
 *
 * <p>
 * A call that has a process started waits for that as long as the start-up timeout
 * allows. One that comes while a restart is due waits for it, but no longer than a call
 * may take. Safe for use by any number of threads.
 */
final class ManagedProcess {

	private final ProcessSpec spec;

	/** The types of objects that are called. */
	private final Set<Class<?>> roots = ConcurrentHashMap.newKeySet();

	private final Places places;

	ManagedProcess(ProcessSpec spec, Function<ProcessSpec, RunningProcess> launcher, Events events) {
		this.spec = spec;
		this.places = new Places(spec, launcher, events, this.roots);
	}

	/**
	 * How long a call may wait for a restart.
	 *
	 * @param call the call, for people
	 * @param timeout the time it has, zero for no limit
	 */
	record Patience(String call, Duration timeout) {
	}

	/** Takes in that objects of a type will be called. */
	void expect(Class<?> type) {
		this.roots.add(type);
	}

	/** Returns the types of objects that are called, until now. */
	Set<Class<?>> roots() {
		return Set.copyOf(this.roots);
	}

	ProcessSpec spec() {
		return this.spec;
	}

	/**
	 * Returns the incarnation that serves now, without waiting for it; null if none does.
	 */
	@Nullable Incarnation serving() {
		return this.places.pick();
	}

	/** Returns the incarnation that serves next, started if need be. */
	Incarnation incarnation(Patience patience) {
		Incarnation serving = this.places.pick();
		if (serving != null) {
			return serving;
		}
		Demand demand = this.places.demand();
		if (demand.serving() != null) {
			return demand.serving();
		}
		if (demand.isVain()) {
			throw this.places.refusal().toException(this.spec);
		}
		return await(firstOf(demand.attempts()), patience, deadline(demand.attempts(), patience));
	}

	/** A start that somebody demands has its own limit. */
	private static long deadline(List<Attempt> attempts, Patience patience) {
		return attempts.stream().anyMatch(Attempt::isDemanded) ? Deadline.NONE
				: Deadline.earlier(Deadline.after(patience.timeout()), Deadline.ofCurrentCall());
	}

	/** Has all processes started that do not serve; returns one when all do. */
	Incarnation start() {
		CompletableFuture<?>[] starts = this.places.startAll()
			.stream()
			.map(Attempt::result)
			.toArray(CompletableFuture<?>[]::new);
		Patience patience = new Patience("", Duration.ZERO);
		await(CompletableFuture.allOf(starts), patience, Deadline.NONE);
		return incarnation(patience);
	}

	/** Completes with the first start that succeeds, or with the last failure. */
	private static CompletableFuture<Incarnation> firstOf(List<Attempt> attempts) {
		CompletableFuture<Incarnation> first = new CompletableFuture<>();
		AtomicInteger open = new AtomicInteger(attempts.size());
		attempts.forEach((attempt) -> attempt.result().whenComplete((started, failure) -> {
			if (failure == null) {
				first.complete(started);
			}
			else if (open.decrementAndGet() == 0) {
				first.completeExceptionally(failure);
			}
		}));
		return first;
	}

	private <T> T await(CompletableFuture<T> start, Patience patience, long deadline) {
		try {
			return start.get(Deadline.left(deadline), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CallCancelledException("process '" + this.spec.name() + "', which is being started", false);
		}
		catch (TimeoutException ex) {
			CallTimeoutException failure = new CallTimeoutException(patience.call(), patience.timeout(), false);
			failure.initCause(this.places.refusal().restarting(this.spec));
			throw failure;
		}
		catch (CancellationException ex) {
			throw failure(ex);
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
	}

	/** Returns what to throw to one of those who waited. */
	private RuntimeException failure(@Nullable Throwable cause) {
		if (!(cause instanceof RuntimeException unchecked)) {
			return new IllegalStateException("Process '" + this.spec.name() + "' could not be started", cause);
		}
		if (this.places.isClosed()) {
			return Refusal.stopped(this.spec);
		}
		return (unchecked instanceof CancellationException) ? Refusal.paused(this.spec) : unchecked;
	}

	/** Sets whether nothing is started. */
	void pause(boolean paused) {
		this.places.pause(paused);
	}

	/** Starts nothing any more. */
	void close() {
		this.places.close();
	}

	/** Waits for starts that are being given up. */
	void awaitStarts() {
		this.places.awaitStarts();
	}

}
