package dev.multiprocess.ipc;

import java.time.Duration;

/**
 * What a {@link ProcessSpec.Builder} takes about the time, the means and the care that a
 * process gets. Not for use by several threads.
 */
public interface SupervisionBuilder {

	/**
	 * Sets how long the process may take until it serves.
	 * @param timeout the time, more than zero; 30 s by default
	 * @return this builder
	 */
	ProcessSpec.Builder startupTimeout(Duration timeout);

	/**
	 * Sets the longest time one call may take.
	 * @param timeout the time, zero for no limit; the {@link Ipc}'s by default
	 * @return this builder
	 */
	ProcessSpec.Builder callTimeout(Duration timeout);

	/**
	 * Takes all limits of time off the process, for one that is stopped in a debugger: of
	 * its start, of calls of it and by it whoever sets them, {@link CallTimeout} and
	 * {@link Ipc.Builder#callTimeout(String, Duration)} included, and of its signs of
	 * life. Times that this builder is told of, before or after, do not count.
	 * @return this builder
	 */
	ProcessSpec.Builder withoutTimeouts();

	/**
	 * Sets how long the process may take to end.
	 * @param period the time it has for running calls, and again until it is killed; 5 s
	 * by default
	 * @return this builder
	 */
	ProcessSpec.Builder shutdownGracePeriod(Duration period);

	/**
	 * Sets how many calls may be under way at once; further callers wait.
	 * @param calls the number of calls in each direction, nested ones not counted; 64 by
	 * default
	 * @return this builder
	 */
	ProcessSpec.Builder maxConcurrentCalls(int calls);

	/**
	 * Sets where that goes which the process writes.
	 * @param output the output; {@link ProcessOutput#log()} by default
	 * @return this builder
	 */
	ProcessSpec.Builder output(ProcessOutput output);

	/**
	 * Sets how large the heap of a Java program may become. When that is not enough, the
	 * process ends with the cause {@link ProcessExit.Cause#OUT_OF_MEMORY}. An own
	 * {@code -Xmx} among the {@linkplain ProcessSpec.Builder#jvmArguments JVM arguments}
	 * wins; one that lives in this program shares its heap.
	 * @param bytes the size in bytes, at least 2 MiB
	 * @return this builder
	 */
	ProcessSpec.Builder memory(long bytes);

	/**
	 * Sets whether what a Java process loads at its start is kept for the next one.
	 * @param cache where it is kept, if at all; {@link StartupCache#off()} by default
	 * @return this builder
	 */
	ProcessSpec.Builder cache(StartupCache cache);

	/**
	 * Sets how bytes travel.
	 * @param transport the transport; {@link TransportType#AUTO} by default
	 * @return this builder
	 */
	ProcessSpec.Builder transport(TransportType transport);

	/**
	 * Sets what keeps the process from the rest of the machine. Not for one that lives in
	 * this program, nor with {@link TransportType#SHARED_MEMORY} or a debugger, which is
	 * refused when the specification is built. Without a working directory of its own the
	 * process runs in its private {@code /tmp}.
	 * @param sandbox the sandbox; {@link Sandbox#NONE} by default
	 * @return this builder
	 */
	ProcessSpec.Builder sandbox(Sandbox sandbox);

	/**
	 * Sets whether a process that ended unasked is started again by itself. It concerns
	 * the processes behind {@linkplain Ipc#root roots}; one from {@link Ipc#spawnProcess}
	 * is started once.
	 * @param policy the policy; {@link RestartPolicy#never()} by default
	 * @return this builder
	 */
	ProcessSpec.Builder restart(RestartPolicy policy);

	/**
	 * Sets how many processes share the calls of {@linkplain Ipc#root roots}. A call goes
	 * to the one with the fewest calls in flight, unless its thread stands on a call of
	 * one of them; objects that a call returns stay where they are. The first call starts
	 * them all and goes to the first that serves. Each is restarted by itself. What is
	 * asked of a root for one process, {@link Ipc#process} and {@link Ipc#addCleanup},
	 * concerns the one that would be called now.
	 * @param processes the number of processes, at least 1; 1 by default
	 * @return this builder
	 */
	ProcessSpec.Builder instances(int processes);

	/**
	 * Sets how many more processes are started and connected, and their
	 * {@linkplain Ipc#root objects} made, but not called until one of the others has
	 * ended, when they take its place at once. They start once the first process serves;
	 * {@link Ipc#start} waits for them too. What they replace is restarted as its policy
	 * says, or with the next call if never, and then stands by.
	 * @param processes the number of processes; 0 by default
	 * @return this builder
	 */
	ProcessSpec.Builder standby(int processes);

	/**
	 * Sets how a process is found that hangs as a whole. It is asked for a sign of life,
	 * which needs none of its threads that serve calls: long or endless calls do no harm.
	 * If it gives none it is killed with the cause {@link ProcessExit.Cause#HUNG}. Not
	 * done to a process that is started with a debugger agent ({@code jdwp}), or that
	 * lives in this program.
	 * @param interval the time between two questions, 10 s by default; zero for none
	 * @param timeout the longest time without an answer, 30 s by default; zero for no
	 * limit
	 * @return this builder
	 */
	ProcessSpec.Builder liveness(Duration interval, Duration timeout);

}
