package dev.multiprocess.ipc.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.kryo.KryoCodec;
import dev.multiprocess.ipc.protocol.CallTimeouts;
import dev.multiprocess.ipc.protocol.ConnectionListener;
import dev.multiprocess.ipc.protocol.ConnectionSettings;
import dev.multiprocess.ipc.protocol.ConnectionSettings.Limits;
import dev.multiprocess.ipc.protocol.ExceptionTypes;
import dev.multiprocess.ipc.protocol.LocalObjects;
import dev.multiprocess.ipc.protocol.RemoteTypes;
import dev.multiprocess.ipc.transport.DaemonThread;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all connections of one {@code Ipc} share, and how their settings are made. Safe
 * for use by any number of threads.
 */
final class Wiring {

	private static final Logger logger = LoggerFactory.getLogger(Wiring.class);

	/** Long enough for a thread that calls now and then to keep its lane. */
	private static final Duration IDLE = Duration.ofMinutes(1);

	private static final AtomicInteger threads = new AtomicInteger();

	private final IpcSettings settings;

	/** The remote interfaces among the types allowed by hand. */
	private final Set<Class<?>> interfaces;

	/** The values among them. */
	private final Set<Class<?>> values;

	private final LocalObjects locals;

	private final Events events;

	private final Partners partners = new Partners();

	private final ExecutorService workers = newWorkers();

	private final Executor executor;

	Wiring(IpcSettings settings) {
		this.settings = settings;
		Set<Class<?>> allowed = settings.allowedTypes();
		this.interfaces = allowed.stream()
			.filter(RemoteTypes::isRemoteInterface)
			.collect(Collectors.toUnmodifiableSet());
		this.values = allowed.stream()
			.filter((type) -> !this.interfaces.contains(type) && !Throwable.class.isAssignableFrom(type))
			.collect(Collectors.toUnmodifiableSet());
		this.events = new Events(settings.listeners());
		this.locals = new LocalObjects((settings.disposer() != null) ? settings.disposer() : Wiring::closeQuietly);
		this.executor = (settings.executor() != null) ? handingOver(settings.executor()) : this.workers;
	}

	/** Takes work even after its shutdown: what ends late still has to be cleaned up. */
	private static ExecutorService newWorkers() {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				Wiring::newThread, (task, pool) -> newThread(task).start());
	}

	/**
	 * A given executor may be full, block whoever gives it work, run it on that very
	 * thread, or be shut down before this {@code Ipc}. So it is given work by threads of
	 * ours that nobody waits for, and what it refuses is done by them.
	 */
	private Executor handingOver(Executor given) {
		return (task) -> this.workers.execute(() -> {
			try {
				given.execute(task);
			}
			catch (RejectedExecutionException ex) {
				task.run();
			}
		});
	}

	private static Thread newThread(Runnable task) {
		return DaemonThread.create("ipc-worker-" + threads.incrementAndGet(), task);
	}

	private static void closeQuietly(Object result, boolean closed) {
		if (!closed && result instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				logger.warn("{} could not be closed after its last remote reference was gone", result, ex);
			}
		}
	}

	IpcSettings settings() {
		return this.settings;
	}

	LocalObjects locals() {
		return this.locals;
	}

	Partners partners() {
		return this.partners;
	}

	/** Threads of our own, for what others wait for. */
	Executor workers() {
		return this.workers;
	}

	Events events() {
		return this.events;
	}

	/**
	 * One end of a connection, as far as it differs from others.
	 *
	 * @param name what the peer is called here
	 * @param peerName what the peer shall call itself
	 * @param depth the number of parents above this end
	 * @param secret what both ends must know
	 * @param init what this end serves, or null
	 * @param memory what is shared with the peer, or null
	 * @param calls the number of root calls at once
	 * @param callTimeouts how long calls may take
	 * @param grace how long running calls may go on at the end
	 * @param exit how the peer's process ends
	 * @param listener told of its life
	 */
	record End(String name, String peerName, int depth, byte[] secret, @Nullable Init init,
			@Nullable SharedMemory memory, int calls, CallTimeouts callTimeouts, Duration grace,
			CompletableFuture<ProcessExit> exit, ConnectionListener listener) {
	}

	ConnectionSettings connection(End end) {
		KryoCodec codec = new KryoCodec(this.values, this.settings.allowedPackages(), this.settings.maxDepth(),
				this.settings.classLoader());
		return new ConnectionSettings(end.name(), end.peerName(), end.depth(), end.secret(), end.init(),
				this.interfaces, codec,
				new ExceptionTypes(
						this.settings.allowedTypes(), this.settings.allowedPackages(), this.settings.classLoader()),
				this.locals, this.workers, this.executor, end.memory(),
				new Limits(this.settings.maxMessageSize(), end.calls(), this.settings.maxReferences(),
						end.callTimeouts(), countable(end.grace()), IDLE),
				end.exit(), end.listener(), this.settings.interceptor());
	}

	/** The peer is told in milliseconds, and more than there are would overflow. */
	private static Duration countable(Duration grace) {
		return Duration.ofMillis(TimeUnit.MILLISECONDS.convert(grace));
	}

	void close() {
		this.locals.close();
		this.events.close();
		this.workers.shutdown();
	}

}
