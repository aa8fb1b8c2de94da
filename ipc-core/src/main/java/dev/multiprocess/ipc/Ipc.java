package dev.multiprocess.ipc;

import java.time.Duration;
import java.util.Optional;
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
	 * @throws IllegalArgumentException if no process of that name is known, or the type
	 * is no remote interface or one whose annotations cannot be kept
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
	 * Starts no process behind {@link #root(String, Class) roots} until
	 * {@link #resumeStarts()}: neither by its {@link RestartPolicy} nor for a call nor by
	 * {@link #start(String)}. Those that run go on, and so does a start that is under
	 * way. For a program that is about to end: calls that need a process which runs no
	 * more fail at once with {@link ConnectionClosedException}.
	 */
	void pauseStarts();

	/** Ends what {@link #pauseStarts()} began. Calls start again what they need. */
	void resumeStarts();

	/**
	 * Serves the parent, if one started this program, until it is gone or this closes.
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
	 * Returns an object of the parent that spawned this program.
	 *
	 * <p>
	 * If the type extends {@link Init} it is what the parent {@linkplain Builder#init
	 * serves} itself, else what {@link Init#make(Class)} of that returns for it. Closing
	 * such an {@link Init} does nothing. Calls fail with {@link IllegalStateException}
	 * until the parent is {@linkplain #startSpawnedProcess served}, or
	 * {@linkplain Builder#watchParent reached} before.
	 * @param <T> the type of the object
	 * @param type a remote interface
	 * @return a proxy
	 * @throws IllegalArgumentException if the type is no remote interface or one whose
	 * annotations cannot be kept
	 */
	<T> T parent(Class<T> type);

	/**
	 * Serves this program's {@linkplain Builder#init first object} to every program that
	 * {@linkplain #connect connects}: to programs that were not started by each other.
	 *
	 * <p>
	 * The socket is for programs of the same user only, and so is the secret that is
	 * written beside it, to {@code <path>.secret}. A socket left behind by a program that
	 * was killed is replaced. All connections share the first object; its
	 * {@link Init#close()} is not called when they end. More connections at once than
	 * {@link Builder#maxConnections} are refused. The threads of a listener are daemons:
	 * they do not keep the program alive.
	 * @param address {@code unix:<path>}, the path of at most 106 bytes (102 on others
	 * than Linux) in a folder to which other users cannot write
	 * @return ends what it began when it is closed
	 * @throws IllegalArgumentException if the address is none
	 * @throws IllegalStateException if this {@code Ipc} has no first object, or is closed
	 * @throws AddressException if another program listens there, or no program can
	 */
	Listener listen(String address);

	/**
	 * Connects to a program that {@linkplain #listen listens}.
	 *
	 * <p>
	 * Objects travel in both directions, as to and from a process that was started here.
	 * Closing the proxy ends the connection and never the other program. So do
	 * {@link IpcProcess#stop()} and, without waiting for calls, {@link IpcProcess#kill()}
	 * of the {@linkplain #process process} behind it, whose exit tells how the connection
	 * ended.
	 * @param <I> the type of its first object
	 * @param address {@code unix:<path>}, or {@code auto:<path>} if it is fine that
	 * nobody listens there
	 * @param initType the interface of its first object
	 * @return a proxy of its first object; empty if the address begins with {@code auto:}
	 * and nobody listens there
	 * @throws IllegalArgumentException if the address is none
	 * @throws AddressException if nobody listens there, or who listens is not to be
	 * trusted, does not answer, or has as many connections as it may
	 * @throws UnsupportedInterfaceException if it serves another interface
	 */
	<I extends Init> Optional<I> connect(String address, Class<I> initType);

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
	 * @return its process, started here or {@linkplain #connect connected}; for the
	 * object of a {@linkplain #root(String, Class) root} the one serving now, started if
	 * need be
	 * @throws IllegalArgumentException if the object is no proxy of this {@code Ipc}
	 */
	IpcProcess process(Object remote);

	/** Returns name, role and limits. */
	IpcContext context();

	/**
	 * Closes the listeners, ends every connection and runs the cleanups, then ends every
	 * process this {@code Ipc} started, all in parallel, and waits until they are gone;
	 * serves the own parent no more, if there is one. Closing twice is harmless.
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
		 * Sets the longest time one call of an interface may take, whatever its methods
		 * say with {@link CallTimeout}.
		 * @param interfaceName the {@linkplain RemoteInterface#name wire name} of the
		 * interface that is called
		 * @param timeout the time; {@link Duration#ZERO} means no limit
		 * @throws IllegalArgumentException if the time is negative
		 */
		Builder callTimeout(String interfaceName, Duration timeout);

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
		 * Sets how many objects each side of a connection may hold of the other; the
		 * lower number of the two programs counts. When a program holds 80 percent of it,
		 * it asks its JVM to collect those it needs no longer, at most every 10 seconds.
		 * @param references the number of objects, at least 1; 1,000,000 by default
		 */
		Builder maxReferences(int references);

		/**
		 * Sets how many programs each {@linkplain Ipc#listen listener} serves at once.
		 * @param connections the number of connections, at least 1; 16 by default
		 */
		Builder maxConnections(int connections);

		/**
		 * Sets how programs are watched that were not started by this one but are
		 * {@linkplain Ipc#listen connected} to it, whoever connected. One that hangs as a
		 * whole is disconnected. Switch it off while you stop such a program in a
		 * debugger; for processes started here see
		 * {@link ProcessSpec.Builder#liveness(Duration, Duration)}.
		 * @param interval how often a program is asked for a sign of life, zero for
		 * never; 10 seconds by default
		 * @param timeout how long it may give none, zero for ever; 30 seconds by default
		 * @throws IllegalArgumentException if one is negative
		 */
		Builder liveness(Duration interval, Duration timeout);

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
		 * Adds who is told of starts, exits and violations, after those added before.
		 * @param listener the listener
		 */
		Builder listener(IpcListener listener);

		/**
		 * Adds what stands around every call, inside of those added before.
		 * @param interceptor the interceptor
		 */
		Builder interceptor(CallInterceptor interceptor);

		/**
		 * Reaches the parent and watches for its end from now on, for a program that
		 * takes long until {@link Ipc#startSpawnedProcess}: should the parent end
		 * meanwhile, so does this program, and {@linkplain Ipc#parent its objects} can be
		 * called already. The parent goes on waiting until it is served. Without effect
		 * in a program that was not spawned.
		 * @param args the arguments of the program
		 * @throws IllegalArgumentException if the {@code -ipc} argument is malformed
		 * @throws IpcException if the parent cannot be reached or one side cannot prove
		 * itself to the other
		 */
		Builder watchParent(String... args);

		/**
		 * Tells the parent, which was {@linkplain #watchParent reached}, why this program
		 * will not serve it; this program is to end then. The parent's
		 * {@link ProcessStartException} says it and has it as its cause, a
		 * {@link RemoteCallException}: long texts cut off, of many causes the first ones
		 * and the last. Returns when the parent has read it, after 2 s at the latest.
		 * Without effect in a program that has reached no parent, or serves it.
		 * @param reason what was thrown
		 */
		Builder startFailed(Throwable reason);

		/**
		 * Builds the {@code Ipc}; starts nothing.
		 * @return a new {@code Ipc}
		 */
		Ipc build();

	}

	/**
	 * Serves who connects to an address. Safe for use by any thread.
	 */
	interface Listener extends AutoCloseable {

		/** Returns where it listens, with an absolute path. */
		String address();

		/**
		 * Lets nobody in any more and removes socket and secret; then ends the
		 * connections in order, as {@link Init#close()} does, but never the programs at
		 * their other ends. Closing twice is harmless.
		 */
		@Override
		void close();

	}

	/** Takes a callback back. Safe for use by any thread. */
	interface Registration extends AutoCloseable {

		/** Takes the callback back; without effect if it ran already. */
		@Override
		void close();

	}

}
