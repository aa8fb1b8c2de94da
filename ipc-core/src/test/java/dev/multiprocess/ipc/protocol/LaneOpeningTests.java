package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.Connector;
import dev.multiprocess.ipc.transport.SocketLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Opening a lane by connecting")
class LaneOpeningTests extends VictimTest {

	/** The bytes that the acceptor says before the verdict. */
	private static final int ANSWER = 4 + 2 + 32 + 32;

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final List<AutoCloseable> opened = new ArrayList<>();

	@TempDir
	private Path folder;

	/** How lanes are connected from now on. */
	private volatile Connector way;

	private Connection connection;

	private Door door;

	@BeforeEach
	void prepare() {
		this.way = (patience) -> this.victim.connect();
	}

	private void connect(Duration timeout) throws Exception {
		this.connection = Connection.connect(this.victim.settings(null, new Pair.Ignorant(true), timeout),
				(patience) -> this.way.connect(patience));
		Victim.get(this.connection.peer());
		// A busy machine may need longer than that for the first call.
		this.door = patiently(() -> this.connection.root(Door.class));
		patiently(this.door::count);
		this.connection.pool.closeIdle(0);
	}

	private static <T> T patiently(Supplier<T> call) {
		for (int i = 0; i < 20; i++) {
			try {
				return call.get();
			}
			catch (CallTimeoutException ignored) {
				// Once more.
			}
		}
		return call.get();
	}

	@AfterEach
	void closeConnection() throws Exception {
		this.connection.lost();
		Victim.get(this.connection.whenClosed());
		for (AutoCloseable each : this.opened) {
			each.close();
		}
	}

	/** Returns a socket whose queue is full, since who listens there has stopped. */
	private Path stopped() throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(this.folder.resolve("s"));
		ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		this.opened.add(listening);
		listening.bind(address, 1);
		while (true) {
			SocketChannel waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
			this.opened.add(waiting);
			waiting.configureBlocking(false);
			try {
				waiting.connect(address);
			}
			catch (IOException ex) {
				return address.getPath();
			}
		}
	}

	private void assertTimesOut() throws Exception {
		assertThat(Victim.failure(Victim.async(this.door::count))).isInstanceOfSatisfying(CallTimeoutException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
	}

	@Test
	@DisplayName("S11: takes no longer than the call may if the listening program has stopped")
	void stoppedProgram() throws Exception {
		connect(SHORT);
		Path socket = stopped();
		this.way = (patience) -> SocketLink.connect(socket, patience);
		assertTimesOut();
	}

	@Test
	@DisplayName("S11: takes no longer than the call may if the other side is silent")
	void silentPeer() throws Exception {
		connect(SHORT);
		this.way = (patience) -> Transports.pair()[0];
		assertTimesOut();
	}

	/** Lets the acceptor take in the lane, but its verdict never arrive. */
	private Channel withoutVerdict(boolean memory) {
		Channel channel = this.victim.connect();
		return new Channel() {

			private int read;

			@Override
			public int read(ByteBuffer target) throws IOException {
				if (this.read == ANSWER) {
					Eventually.until(() -> "not taken in", () -> lanesOfVictim() == 1);
					if (!memory) {
						throw new OutOfMemoryError("on purpose");
					}
					throw new IOException("given up");
				}
				int count = channel.read(target);
				this.read += count;
				return count;
			}

			@Override
			public int write(ByteBuffer source) throws IOException {
				return channel.write(source);
			}

			@Override
			public void await(int interest, long nanos) throws IOException {
				channel.await(interest, nanos);
			}

			@Override
			public void wake() {
				channel.wake();
			}

			@Override
			public void close() {
				channel.close();
			}

		};
	}

	private int lanesOfVictim() {
		return this.victim.rendezvous.connected().join().stats().lanes();
	}

	@Test
	@DisplayName("leaves no lane at the other side when it is given up before the verdict arrives")
	void givenUp() throws Exception {
		connect(LONG);
		Eventually.until(() -> "not closed", () -> lanesOfVictim() == 0);
		this.way = (patience) -> withoutVerdict(true);
		assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(this.door::count);
		Eventually.until(() -> "left behind", () -> lanesOfVictim() == 0);
		this.way = (patience) -> this.victim.connect();
		assertThat(this.door.count()).isEqualTo(2);
	}

	@Test
	@DisplayName("leaves no lane and no channel behind when memory runs out before the verdict arrives")
	void noMemory() throws Exception {
		connect(LONG);
		Eventually.until(() -> "not closed", () -> lanesOfVictim() == 0);
		this.way = (patience) -> withoutVerdict(false);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this.door::count);
		Eventually.until(() -> "left behind", () -> lanesOfVictim() == 0);
		this.way = (patience) -> this.victim.connect();
		assertThat(this.door.count()).isEqualTo(2);
	}

	@Test
	@DisplayName("tells who asked for it that memory has run out here")
	void noMemoryForRequested() throws Exception {
		connect(LONG);
		this.way = (patience) -> {
			throw new OutOfMemoryError("on purpose");
		};
		Connection asking = this.victim.rendezvous.connected().join();
		assertThatExceptionOfType(ConnectionClosedException.class)
			.isThrownBy(() -> asking.opener.open(Budget.of("a call", Duration.ZERO)))
			.havingRootCause()
			.withMessage("the other side could not open it");
	}

	@Test
	@DisplayName("is possible however many lanes have been given up before they arrived")
	void manyGivenUp() throws Exception {
		connect(LONG);
		this.door.count();
		for (int id = 1_000_001; id < 1_000_001 + 4 * ClosedEarly.MOST; id += 2) {
			this.connection.send(new ControlMessage.LaneClosed(id, 0));
		}
		// The last message: once it has been read, so have the others.
		this.connection.pool.closeIdle(0);
		Eventually.until(() -> "not all read", () -> lanesOfVictim() == 0);
		assertThat(this.victim.violations).hasValue(0);
		assertThat(this.door.count()).isEqualTo(3);
	}

	@Test
	@DisplayName("S12: is given up for an interrupt while the listening program has stopped")
	void interrupted() throws Exception {
		connect(LONG);
		Path socket = stopped();
		CountDownLatch connecting = new CountDownLatch(1);
		CompletableFuture<Thread> caller = new CompletableFuture<>();
		this.way = (patience) -> {
			connecting.countDown();
			return SocketLink.connect(socket, LONG);
		};
		CompletableFuture<Integer> call = Victim.async(() -> {
			caller.complete(Thread.currentThread());
			return this.door.count();
		});
		connecting.await();
		Victim.get(caller).interrupt();
		assertThat(Victim.failure(call)).isInstanceOfSatisfying(CallCancelledException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
	}

}
