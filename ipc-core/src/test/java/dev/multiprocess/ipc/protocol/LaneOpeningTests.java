package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.transport.Connector;
import dev.multiprocess.ipc.transport.MemoryLink;
import dev.multiprocess.ipc.transport.SocketLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(LeftoverCheck.class)
@DisplayName("Opening a lane by connecting")
class LaneOpeningTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final Victim victim = new Victim();

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
		this.door = this.connection.root(Door.class);
		this.door.count();
		this.connection.pool.closeIdle(0);
	}

	@AfterEach
	void close() throws Exception {
		this.connection.lost();
		Victim.get(this.connection.whenClosed());
		this.victim.close();
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

	private void assertTimesOut() {
		assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(this.door::count)
			.satisfies((ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
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
		this.way = (patience) -> MemoryLink.pair()[0];
		assertTimesOut();
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
