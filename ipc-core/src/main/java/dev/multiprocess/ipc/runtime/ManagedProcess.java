package dev.multiprocess.ipc.runtime;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.ProcessStartException;
import org.jspecify.annotations.Nullable;

/**
 * A known process over all the incarnations that it has, one after the other.
 *
 * <p>
 * Whoever needs the process first starts it, on its own thread; others wait for that
 * start. Safe for use by any number of threads.
 */
final class ManagedProcess {

	private final ProcessSpec spec;

	private final Function<ProcessSpec, RunningProcess> launcher;

	@GuardedBy("this")
	private @Nullable CompletableFuture<Incarnation> current;

	@GuardedBy("this")
	private boolean closed;

	ManagedProcess(ProcessSpec spec, Function<ProcessSpec, RunningProcess> launcher) {
		this.spec = spec;
		this.launcher = launcher;
	}

	/**
	 * One process and the objects that roots found in it.
	 *
	 * @param process the process
	 * @param objects its objects by type
	 */
	record Incarnation(RunningProcess process, Map<Class<?>, Object> objects) {

		/** Returns the object that a root of a type stands for in this process. */
		Object object(Class<?> type) {
			if (Init.class.isAssignableFrom(type)) {
				return this.process.connection().root(type);
			}
			Object known = this.objects.get(type);
			if (known == null) {
				Object made = this.process.connection().root(Init.class).make(type);
				Object other = this.objects.putIfAbsent(type, made);
				known = (other != null) ? other : made;
			}
			return known;
		}

	}

	ProcessSpec spec() {
		return this.spec;
	}

	/** Returns the process that serves now, started if need be. */
	RunningProcess serving() {
		return incarnation().process();
	}

	/** Returns the incarnation that serves now, started if need be. */
	Incarnation incarnation() {
		CompletableFuture<Incarnation> start = null;
		CompletableFuture<Incarnation> awaited;
		synchronized (this) {
			if (this.closed) {
				throw new ConnectionClosedException("Process '" + this.spec.name() + "' was stopped with its Ipc",
						false, null);
			}
			if (this.current == null || hasEnded(this.current)) {
				start = new CompletableFuture<>();
				this.current = start;
			}
			awaited = this.current;
		}
		if (start != null) {
			start(start);
		}
		return await(awaited);
	}

	private static boolean hasEnded(CompletableFuture<Incarnation> incarnation) {
		return incarnation.isDone()
				&& (incarnation.isCompletedExceptionally() || !incarnation.join().process().isServing());
	}

	private void start(CompletableFuture<Incarnation> start) {
		try {
			start.complete(new Incarnation(this.launcher.apply(this.spec), new ConcurrentHashMap<>()));
		}
		catch (RuntimeException | Error ex) {
			start.completeExceptionally(ex);
			throw ex;
		}
	}

	private Incarnation await(CompletableFuture<Incarnation> start) {
		try {
			return start.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CallCancelledException("process '" + this.spec.name() + "', which is being started", false);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ProcessStartException failure
					&& failure.getCause() instanceof InterruptedException) {
				// Only the thread that was starting it had lost interest.
				return incarnation();
			}
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IllegalStateException("Process '" + this.spec.name() + "' could not be started", ex.getCause());
		}
	}

	/** Starts no process any more. */
	synchronized void close() {
		this.closed = true;
	}

}
