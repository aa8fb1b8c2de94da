package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.multiprocess.ipc.PeerProcess;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.kryo.KryoCodec;
import dev.multiprocess.ipc.protocol.ConnectionSettings.Limits;
import dev.multiprocess.ipc.testing.Async;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The parent's end of a connection whose other end is hostile, and all that the parent
 * has besides: what it serves, and another connection, which must not notice anything.
 */
final class Victim implements AutoCloseable, ConnectionListener {

	static final byte[] SECRET = new byte[32];

	static final int MAX_MESSAGE = 1024 * 1024;

	static final int MAX_CALLS = 8;

	static final int MAX_REFERENCES = 1000;

	private static final long LONG_SECONDS = 60;

	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (task) -> {
				Thread thread = new Thread(task, "ipc-test-executor");
				thread.setDaemon(true);
				return thread;
			});

	private final LocalObjects locals = new LocalObjects((object, closed) -> {
	});

	/** How the peer's process ended. */
	final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

	final CompletableFuture<ProtocolException> violation = new CompletableFuture<>();

	final AtomicInteger violations = new AtomicInteger();

	final AtomicInteger ends = new AtomicInteger();

	final List<Object> cleanups = Collections.synchronizedList(new ArrayList<>());

	final Served served = new Served();

	/** Runs for each one-way call that failed. */
	volatile BiConsumer<String, Throwable> oneWayFailed = (method, failure) -> {
	};

	final Rendezvous rendezvous;

	Victim() {
		this(Duration.ZERO);
	}

	Victim(Duration callTimeout) {
		this.rendezvous = new Rendezvous(settings(this.served, this, callTimeout));
	}

	/**
	 * What the victim serves.
	 */
	static class Served implements Door {

		final AtomicInteger calls = new AtomicInteger();

		final CountDownLatch holding = new CountDownLatch(1);

		final CountDownLatch interrupted = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		final List<String> told = new CopyOnWriteArrayList<>();

		@Override
		public String echo(String text) {
			this.calls.incrementAndGet();
			return text;
		}

		@Override
		public int count() {
			return this.calls.incrementAndGet();
		}

		@Override
		public List<String> names() {
			return List.of();
		}

		@Override
		public Room room() {
			return new ServedRoom();
		}

		@Override
		public Shape shape() {
			return new Circle(1);
		}

		@Override
		public Tree tree(Tree tree) {
			this.calls.incrementAndGet();
			return tree;
		}

		@Override
		public Room exchange(Room room) {
			return room;
		}

		@Override
		public String visit(Room room) {
			return room.enter("victim");
		}

		@Override
		public void run(Runnable task) {
			task.run();
		}

		@Override
		public void tell(String text) {
			try {
				if (text.equals("wait")) {
					this.gate.await();
				}
				this.told.add(text);
			}
			catch (InterruptedException ex) {
				this.told.add("interrupted");
			}
		}

		@Override
		public CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

		@Override
		public CompletableFuture<Integer> number() {
			return new CompletableFuture<>();
		}

		@Override
		public InputStream stream() {
			return new InputStream() {

				@Override
				public int read() {
					return 7;
				}

				@Override
				public int available() {
					return Integer.MAX_VALUE;
				}

			};
		}

		@Override
		public void hold() {
			this.holding.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
				throw new IllegalStateException(ex);
			}
		}

	}

	/** Another object the victim serves. */
	static final class ServedRoom implements Door.Room {

		@Override
		public String enter(String name) {
			return "hello " + name;
		}

	}

	ConnectionSettings settings(@Nullable Door init, ConnectionListener listener, Duration callTimeout) {
		return new ConnectionSettings("hostile", "", 0, SECRET, init, Set.of(Door.Room.class),
				new KryoCodec(Set.of(), List.of(), 64, Victim.class.getClassLoader()),
				new ExceptionTypes(Set.of(), List.of(), Victim.class.getClassLoader()), this.locals, this.executor,
				this.executor, null, new Limits(MAX_MESSAGE, MAX_CALLS, MAX_REFERENCES,
						CallTimeouts.general(callTimeout), Duration.ofSeconds(1), Duration.ofMinutes(1)),
				this.exit, listener, null);
	}

	Channel connect() {
		Channel[] ends = Transports.pair();
		this.rendezvous.accept(ends[1]);
		return ends[0];
	}

	/** Connects a hostile peer. */
	RawPeer attack() throws IOException {
		return new RawPeer((patience) -> connect(), SECRET);
	}

	Connection connection() throws Exception {
		return get(this.rendezvous.connected());
	}

	/** Lets the first peer introduce itself, and returns the connection to it. */
	Connection meet(RawPeer peer) throws Exception {
		peer.sayHello();
		Connection connection = connection();
		get(connection.peer());
		return connection;
	}

	/** Waits until its executor has done all it was given. */
	void awaitIdle() {
		Eventually.until(() -> this.executor + " still works", () -> this.executor.getActiveCount() == 0);
	}

	/** Calls an honest peer over a second connection, which must be undisturbed. */
	void checkBystander() throws Exception {
		Rendezvous other = new Rendezvous(settings(null, new Ignorant(), Duration.ZERO));
		Connection honest = Connection.connect(settings(new Served(), new Ignorant(), Duration.ZERO), (patience) -> {
			Channel[] ends = Transports.pair();
			other.accept(ends[1]);
			return ends[0];
		});
		Connection connection = get(other.connected());
		get(connection.peer());
		String answer = connection.root(Door.class).echo("undisturbed");
		connection.close(Duration.ofSeconds(1));
		get(honest.whenClosed());
		if (!answer.equals("undisturbed")) {
			throw new AssertionError(answer);
		}
	}

	/** Runs on a thread of its own. */
	static <T> CompletableFuture<T> async(Callable<T> action) {
		return Async.call(action);
	}

	static <T> T get(CompletableFuture<T> future) throws Exception {
		return Async.get(future);
	}

	/** Returns what a future failed with, or fails if it did not. */
	static Throwable failure(CompletableFuture<?> future) throws Exception {
		return Async.failure(future);
	}

	@Override
	public void leaving(Duration grace) {
		// Nothing to do.
	}

	@Override
	public void violated(ProtocolException violation) {
		this.violations.incrementAndGet();
		this.violation.complete(violation);
	}

	@Override
	public void oneWayFailed(PeerProcess peer, String method, Throwable failure) {
		this.oneWayFailed.accept(method, failure);
	}

	@Override
	public void closed() {
		this.ends.incrementAndGet();
	}

	@Override
	public void closeRequested() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() throws Exception {
		Connection connection = this.rendezvous.connected().getNow(null);
		if (connection != null) {
			connection.lost();
			get(connection.whenClosed());
		}
		this.executor.shutdown();
		if (!this.executor.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)) {
			throw new AssertionError("Something still runs");
		}
	}

	/** Listens to a connection that does nothing of interest. */
	private static final class Ignorant implements ConnectionListener {

		@Override
		public void leaving(Duration grace) {
			// Nothing to do.
		}

		@Override
		public void violated(ProtocolException violation) {
			throw new AssertionError(violation);
		}

		@Override
		public void closed() {
			// Nothing to do.
		}

		@Override
		public void closeRequested() {
			throw new UnsupportedOperationException();
		}

	}

}
