package dev.multiprocess.ipc.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessOutput;
import dev.multiprocess.ipc.ProcessSpec;
import dev.multiprocess.ipc.Program;
import dev.multiprocess.ipc.process.ArchiveDraft;
import dev.multiprocess.ipc.process.StartupArchive;
import dev.multiprocess.ipc.transport.DaemonThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes archives while the processes that lack them run: starts another process of the
 * kind behind all others, does what the first call to it would wait for, and has it end
 * in order, when it writes down what it has loaded. One after the other. Safe for use by
 * any number of threads.
 */
final class Training {

	/** With the lowest priority on a busy machine, anything may take long. */
	private static final Duration LIMIT = Duration.ofMinutes(5);

	private static final Logger logger = LoggerFactory.getLogger(Training.class);

	private final IpcSettings settings;

	/** For each of start, preparation and end. */
	private final Duration limit;

	private final ThreadPoolExecutor thread;

	private volatile @Nullable Launch launch;

	private volatile boolean cancelled;

	Training(IpcSettings settings) {
		this(settings, LIMIT, (task) -> DaemonThread.create("ipc-training", task));
	}

	Training(IpcSettings settings, Duration limit, ThreadFactory threads) {
		this.settings = settings;
		this.limit = limit;
		this.thread = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
	}

	/**
	 * Takes in that a process has started.
	 * @param archive what it uses, or would use if it were there; null if it can use none
	 * @param spec what was started
	 * @param depth the number of parents above this program
	 * @param types the types of the objects that are called
	 */
	void offer(@Nullable StartupArchive archive, ProcessSpec spec, int depth, Supplier<Set<Class<?>>> types) {
		if (archive == null || archive.isThere() || !archive.claim()) {
			return;
		}
		try {
			this.thread.execute(() -> train(archive, spec, depth, types));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// This Ipc is being closed, or the machine has no more threads.
			logger.debug("{} is not made", archive, ex);
			archive.unclaim();
		}
	}

	private void train(StartupArchive archive, ProcessSpec spec, int depth, Supplier<Set<Class<?>>> types) {
		// It may have had to wait until others were made, here or in another program.
		if (this.cancelled || archive.isMade()) {
			archive.unclaim();
			return;
		}
		Wiring wiring = new Wiring(this.settings.forTraining());
		try (ArchiveDraft draft = archive.draft()) {
			Launch trainee = new Launch(wiring, specOf(spec), depth, draft);
			this.launch = trainee;
			ProcessExit exit = run(trainee, types.get(), wiring.workers());
			if (exit.code() != 0) {
				throw new IOException("it ended unexpectedly: " + exit.description());
			}
			Path made = draft.publish();
			// Should it be removed, another one may be made.
			archive.unclaim();
			logger.info("Process '{}' will start with {}", spec.name(), made);
		}
		catch (IOException | RuntimeException ex) {
			if (this.cancelled) {
				archive.unclaim();
			}
			else {
				logger.warn("Process '{}' goes on to start without a cache, since none could be made: {}", spec.name(),
						ex.getMessage(), ex);
			}
		}
		finally {
			this.launch = null;
			wiring.partners().close();
			wiring.close();
		}
	}

	private ProcessExit run(Launch trainee, Set<Class<?>> types, Executor workers) {
		if (this.cancelled) {
			// Whoever cancelled may have found nothing to kill.
			throw new IllegalStateException("This Ipc is being closed");
		}
		RunningProcess started = trainee.run();
		started.exit()
			.orTimeout(2 * this.limit.toNanos(), TimeUnit.NANOSECONDS)
			.whenCompleteAsync((exit, failure) -> trainee.cancel(), workers);
		try {
			Incarnation incarnation = new Incarnation(started);
			incarnation.prepare(types, this.limit);
			// Told as well if they cannot be made: what is archived has to work.
			types.forEach(incarnation::object);
		}
		finally {
			started.stop();
		}
		return started.exit().join();
	}

	private ProcessSpec specOf(ProcessSpec spec) {
		ProcessSpec.Builder builder = (spec.program() instanceof Program.Jar jar) ? ProcessSpec.jar(jar.jar())
				: ProcessSpec.java(((Program.Main) spec.program()).mainClass())
					.classPath(spec.classPath().toArray(Path[]::new));
		spec.environment().forEach(builder::environment);
		if (spec.javaHome() != null) {
			builder.javaHome(spec.javaHome());
		}
		if (spec.workingDirectory() != null) {
			builder.workingDirectory(spec.workingDirectory());
		}
		if (spec.memory() > 0) {
			builder.memory(spec.memory());
		}
		return builder.name(spec.name() + "-training")
			.arguments(spec.arguments().toArray(String[]::new))
			.jvmArguments(spec.jvmArguments().toArray(String[]::new))
			.inheritEnvironment(spec.inheritedEnvironment().toArray(String[]::new))
			.transport(spec.transport())
			.sandbox(spec.sandbox())
			.maxConcurrentCalls(spec.maxConcurrentCalls())
			.output(ProcessOutput.discard())
			.startupTimeout(this.limit)
			.shutdownGracePeriod(this.limit)
			.build();
	}

	/** Begins no more, and kills what is being trained. */
	void cancel() {
		this.cancelled = true;
		this.thread.shutdown();
		Launch current = this.launch;
		if (current != null) {
			current.cancel();
		}
	}

	/** Waits until nothing is left of what was cancelled. */
	void awaitEnd() {
		boolean interrupted = false;
		while (!this.thread.isTerminated()) {
			try {
				this.thread.awaitTermination(1, TimeUnit.HOURS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
