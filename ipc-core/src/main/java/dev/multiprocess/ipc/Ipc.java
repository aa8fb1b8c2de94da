package dev.multiprocess.ipc;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/**
 * Starts other processes and calls their objects as if they were local.
 *
 * <p>
 * The program that starts processes: <pre class="code">
 * try (Ipc ipc = Ipc.builder().build();
 *      CalculatorInit init = ipc.spawnProcess(ProcessSpec.java(Worker.class).build(), CalculatorInit.class)) {
 *   System.out.println(init.makeCalculator().add(1, 2));
 * }
 * </pre> The program that is started: <pre class="code">
 * Ipc ipc = Ipc.builder().init(new DefaultCalculatorInit()).build();
 * ipc.startSpawnedProcess(args).ifPresent(System::exit);
 * </pre>
 *
 * <p>
 * A call on a proxy behaves as a local one: it runs on the caller's terms, returns its
 * result or throws its exception, and callbacks made meanwhile run on the very thread
 * that waits. When the other process ends, however it ends, every waiting call fails at
 * once with {@link ConnectionClosedException}. Objects are copied unless their class
 * implements a {@link RemoteInterface}, or they are declared as a functional interface;
 * those travel by reference.
 *
 * <p>
 * Safe for use by any number of threads.
 */
public interface Ipc extends AutoCloseable {

	/** Starts building an {@code Ipc}. */
	static Builder builder() {
		return ServiceLoader.load(Builder.class, Ipc.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No implementation of " + Builder.class.getName()
					+ " was found; is META-INF/services missing from a repackaged ipc-core jar?"));
	}

	/**
	 * Starts a process and waits until it serves.
	 * @param <I> the type of its first object
	 * @param process what to run
	 * @param initType the interface of its first object
	 * @return a proxy of its first object; closing it ends the process
	 * @throws ProcessStartException if it does not come up within its start-up timeout;
	 * nothing is left behind
	 * @throws UnsupportedInterfaceException if it serves another interface; the process
	 * has been ended
	 */
	<I extends Init> I spawnProcess(ProcessSpec process, Class<I> initType);

	/**
	 * Starts a process that this {@code Ipc} was {@linkplain Builder#process given} and
	 * waits until it serves.
	 * @param <I> the type of its first object
	 * @param name the process' name
	 * @param initType the interface of its first object
	 * @return a proxy of its first object; closing it ends the process
	 * @throws IllegalArgumentException if no process of that name is known
	 * @throws ProcessStartException if it does not come up
	 */
	<I extends Init> I spawnProcess(String name, Class<I> initType);

	/**
	 * Returns an object of a known process that outlives that process.
	 *
	 * <p>
	 * Nothing starts until its first call. When the process has ended, its
	 * {@link RestartPolicy} or the next call starts a new one, and calls wait for it. If
	 * the type extends {@link Init} the object is the process' first object, else what
	 * {@link Init#make(Class)} returns for it. Closing such an {@link Init} does nothing,
	 * since others share it.
	 * @param <T> the type of the object
	 * @param name the process' name
	 * @param type a remote interface
	 * @return a proxy
	 * @throws IllegalArgumentException if no process of that name is known or the type is
	 * no remote interface
	 */
	<T> T root(String name, Class<T> type);

	/**
	 * Makes sure that the process behind {@link #root(String, Class) roots} of this name
	 * runs, at once and whatever failed before, and waits until it serves.
	 * @param name the process' name
	 * @return the process that serves now
	 * @throws IllegalArgumentException if no process of that name is known
	 * @throws ProcessStartException if it does not come up
	 */
	IpcProcess start(String name);

	/**
	 * Serves the parent if this program was started by one: until the parent is gone.
	 *
	 * <p>
	 * A program is a spawned process if its arguments contain {@code -ipc <address>}. In
	 * any other program this method returns at once and touches nothing.
	 * @param args the arguments of the program
	 * @return the status to exit with, or empty if this program was not spawned
	 * @throws IllegalArgumentException if the {@code -ipc} argument is malformed
	 * @throws IpcException if the parent cannot be reached or one side cannot prove
	 * itself to the other
	 */
	OptionalInt startSpawnedProcess(String... args);

	/**
	 * Runs a callback, exactly once, when an object is gone.
	 *
	 * <p>
	 * A <em>remote</em> object is gone when its proxy was closed or collected, its
	 * process ended however, or this {@code Ipc} closed; callbacks of a connection run
	 * last registered first. For the object of a {@linkplain #root(String, Class) root}
	 * that is the process serving it now, started if need be. A <em>local</em> object is
	 * gone when its last remote reference is, or when this {@code Ipc} closes if it has
	 * none. On what is already gone the callback runs at once. One that throws is logged
	 * and the rest run. A callback that captures its proxy keeps it alive.
	 * @param remoteOrLocal a proxy or an object of this program
	 * @param cleanup what to run; on the closing thread, or on a thread for cleanups if
	 * the cause is not a call
	 * @return takes the callback back
	 */
	Registration addCleanup(Object remoteOrLocal, Runnable cleanup);

	/**
	 * Returns the process behind a remote object.
	 * @param remote a proxy
	 * @return its process; for the object of a {@linkplain #root(String, Class) root} the
	 * one serving now, started if need be
	 * @throws IllegalArgumentException if the object is no proxy of this {@code Ipc}
	 */
	IpcProcess process(Object remote);

	/** Returns name, role and limits. */
	IpcContext context();

	/**
	 * Runs the cleanups, then ends every process this {@code Ipc} started, all in
	 * parallel, and waits until they are gone. Closing twice is harmless.
	 */
	@Override
	void close();

	/**
	 * Collects what an {@link Ipc} is made of. Every method returns this builder. Not for
	 * use by several threads.
	 */
	interface Builder {

		/**
		 * Sets what this program serves.
		 * @param init its first object
		 */
		Builder init(Init init);

		/**
		 * Adds a process to be started by name.
		 * @param process what to run
		 * @throws IllegalArgumentException if another process has that name
		 */
		Builder process(ProcessSpec process);

		/**
		 * Allows values of these types to cross although no signature names them. Given a
		 * remote interface, it may be asked for by name.
		 * @param types the types
		 */
		Builder allowType(Class<?>... types);

		/**
		 * Allows values of all types of these packages, sub-packages included, to cross.
		 * @param packages names of packages
		 */
		Builder allowPackage(String... packages);

		/**
		 * Sets the longest time one call may take unless its process says otherwise.
		 * @param timeout the time; {@link Duration#ZERO}, the default, means no limit
		 */
		Builder callTimeout(Duration timeout);

		/**
		 * Sets the size of the largest message.
		 * @param bytes the size in bytes, at least 1024; 16 MiB by default
		 */
		Builder maxMessageSize(int bytes);

		/**
		 * Sets how deep values may be nested.
		 * @param depth the number of levels, at least 1; 64 by default
		 */
		Builder maxDepth(int depth);

		/**
		 * Sets where cleanups, releases and completions run. Calls do not need it: they
		 * go on, and lanes for them open, when it has no thread to spare.
		 * @param executor the executor; by default one of cached daemon threads
		 */
		Builder executor(Executor executor);

		/**
		 * Sets what happens to results of the served {@link Init}'s methods.
		 * @param disposer by default one that closes what is {@link AutoCloseable}
		 */
		Builder resultDisposer(ResultDisposer disposer);

		/**
		 * Sets the class loader that loads the types of {@linkplain #allowPackage allowed
		 * packages}.
		 * @param classLoader the class loader; by default the thread's context class
		 * loader
		 */
		Builder classLoader(ClassLoader classLoader);

		/**
		 * Sets who is told of starts, exits and violations.
		 * @param listener the listener
		 */
		Builder listener(IpcListener listener);

		/**
		 * Watches for the end of the parent from now on, for a program that takes long
		 * until {@link Ipc#startSpawnedProcess}: should the parent end meanwhile, so does
		 * this program. Without effect in one that was not spawned.
		 * @param args the arguments of the program
		 * @throws IllegalArgumentException if the {@code -ipc} argument is malformed
		 */
		Builder watchParent(String... args);

		/**
		 * Builds the {@code Ipc}; starts nothing.
		 * @return a new {@code Ipc}
		 */
		Ipc build();

	}

	/** Takes a callback back. Safe for use by any thread. */
	interface Registration extends AutoCloseable {

		/** Takes the callback back; without effect if it ran already. */
		@Override
		void close();

	}

}
