package dev.multiprocess.ipc.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.protocol.ControlMessage.Release;
import dev.multiprocess.ipc.transport.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The moments at which a peer may die that {@link LaneDeathTests} does not have.
 */
@DisplayName("S28: a peer that dies")
class DeathMomentTests extends VictimTest {

	private RawPeer peer;

	private Connection connection;

	@BeforeEach
	void connect() throws Exception {
		this.peer = this.victim.attack();
		this.connection = this.victim.connection();
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	private void sayHello() throws Exception {
		this.peer.sayHello();
		Victim.get(this.connection.peer());
	}

	private static void assertUnsent(CompletableFuture<?> call) throws Exception {
		assertThat(Victim.failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isFalse());
	}

	@Test
	@DisplayName("before its hello releases who waits for that")
	void beforeHello() throws Exception {
		CompletableFuture<?> waiting = Victim.async(() -> Victim.get(this.connection.peer()));
		this.peer.close();
		assertThat(Victim.failure(waiting)).hasRootCauseInstanceOf(ConnectionClosedException.class);
		Victim.get(this.connection.whenClosed());
	}

	@Test
	@DisplayName("while it proves itself on a new lane releases who waits for the lane")
	void inHandshakeOfLane() throws Exception {
		sayHello();
		CompletableFuture<?> call = Victim.async(() -> this.connection.root(Door.class));
		this.peer.await(ControlMessage.OpenLane.class, (open) -> true);
		Channel half = this.victim.connect();
		RawPeer.write(half, new byte[] { 0x49, 0x50, 0x43 }, 3);
		this.peer.close();
		half.close();
		assertUnsent(call);
	}

	@Test
	@DisplayName("not, but cannot open a lane, has the call that wants it fail at once")
	void cannotOpenLane() throws Exception {
		sayHello();
		CompletableFuture<?> call = Victim.async(() -> this.connection.root(Door.class));
		int id = this.peer.await(ControlMessage.OpenLane.class, (open) -> true).lane();
		this.peer.control(new ControlMessage.LaneClosed(id, 0));
		assertThat(Victim.failure(call.orTimeout(20, TimeUnit.SECONDS))).isInstanceOf(ConnectionClosedException.class)
			.hasMessageContaining("No lane");
		assertThat(this.connection.isOpen()).isTrue();
	}

	@Test
	@DisplayName("when half a call is written fails that call, which has certainly not run")
	void halfWritten() throws Exception {
		sayHello();
		CompletableFuture<Integer> count = Victim.async(() -> this.connection.root(Door.class).count());
		RawLane lane = this.peer.laneForVictim();
		lane.send(RawFrame.reply(Frame.RETURN, lane.read().number()).value(int.class, 1, 0));
		assertThat(Victim.get(count)).isOne();
		Door door = this.connection.root(Door.class);
		CompletableFuture<String> call = Victim.async(() -> door.echo("x".repeat(Victim.MAX_MESSAGE / 2)));
		// The first bytes have come; for most of the others there is no room.
		RawPeer.read(lane.channel, 1000);
		this.peer.close();
		assertUnsent(call);
		Victim.get(this.connection.whenClosed());
	}

	@Test
	@DisplayName("before releases have reached it keeps nobody waiting, nor the thread that writes them")
	void releasePending() throws Exception {
		sayHello();
		for (int i = 0; i < 100_000; i++) {
			this.connection.send(new Release(i, 1));
		}
		this.peer.close();
		Victim.get(this.connection.whenClosed());
		this.connection.send(new Release(1, 1));
	}

	@Test
	@DisplayName("while a cleanup of its object runs has each cleanup run once, one after the other")
	void cleanupPending() throws Exception {
		sayHello();
		CompletableFuture<Door> root = Victim.async(() -> this.connection.root(Door.class));
		RawLane lane = this.peer.laneForVictim();
		CompletableFuture<?> reading = Victim.async(lane::read);
		Door door = Victim.get(root);
		AtomicInteger ran = new AtomicInteger();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.connection.addCleanup(door, () -> this.victim.cleanups.add(ran.incrementAndGet()));
		this.connection.addCleanup(door, () -> {
			entered.countDown();
			try {
				leave.await();
			}
			catch (InterruptedException ex) {
				ran.addAndGet(100);
			}
			this.victim.cleanups.add(ran.incrementAndGet());
		});
		this.peer.close();
		assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
		this.connection.lost();
		assertThat(this.connection.whenClosed()).isNotDone();
		leave.countDown();
		Victim.get(this.connection.whenClosed());
		assertThat(this.victim.cleanups).containsExactly(1, 2);
		Victim.failure(reading);
	}

}
