package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.ProcessExit;
import dev.multiprocess.ipc.ProcessExit.Cause;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S28: a peer that dies")
class LaneDeathTests extends VictimTest {

	private RawPeer peer;

	private Connection connection;

	private Door door;

	private RawLane lane;

	@BeforeEach
	void connect() throws Exception {
		this.peer = this.victim.attack();
		this.connection = this.victim.meet(this.peer);
		CompletableFuture<Door> root = Victim.async(() -> this.connection.root(Door.class));
		this.lane = this.peer.laneForVictim();
		CompletableFuture<Received> call = Victim.async(this.lane::read);
		this.door = Victim.get(root);
		CompletableFuture<Integer> count = Victim.async(this.door::count);
		answer(Victim.get(call));
		assertThat(Victim.get(count)).isOne();
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	private void answer(Received call) throws IOException {
		this.lane.send(RawFrame.reply(Frame.RETURN, call.number()).value(int.class, 1, 0));
	}

	private static void assertClosed(CompletableFuture<?> call, boolean mayHaveExecuted) throws Exception {
		assertThat(Victim.failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isEqualTo(mayHaveExecuted));
	}

	@Test
	@DisplayName("in the midst of an answer fails that call, whose lane is replaced")
	void laneEndsInReply() throws Exception {
		CompletableFuture<Integer> call = Victim.async(this.door::count);
		byte[] answer = RawFrame.reply(Frame.RETURN, this.lane.read().number()).value(int.class, 1, 0).toBytes();
		RawPeer.write(this.lane.channel, answer, answer.length - 1);
		this.lane.close();
		assertClosed(call, true);
		assertThat(this.connection.isOpen()).isTrue();
		// The peer has not said that it closed the lane; the next call sees it all the
		// same.
		CompletableFuture<Integer> next = Victim.async(this.door::count);
		this.lane = this.peer.laneForVictim();
		answer(this.lane.read());
		assertThat(Victim.get(next)).isOne();
	}

	@Test
	@DisplayName("between calls, on one lane only, fails no call: the next one goes down another lane")
	void idleLaneEnds() throws Exception {
		this.lane.close();
		assertCallsGoOn(Victim.async(this.door::count));
	}

	private void assertCallsGoOn(CompletableFuture<Integer> call) throws Exception {
		this.lane = this.peer.laneForVictim();
		answer(this.lane.read());
		assertThat(Victim.get(call)).isOne();
	}

	@Test
	@DisplayName("on one lane only, without having taken the call written to it, does not fail that call either")
	void laneEndsBeforeCallIsTaken() throws Exception {
		long sent = this.connection.stats().bytesSent();
		CompletableFuture<Integer> call = Victim.async(this.door::count);
		Eventually.until(() -> "not written", () -> this.connection.stats().bytesSent() > sent);
		this.peer.control(new ControlMessage.LaneClosed(this.lane.id, this.lane.taken()));
		this.lane.close();
		assertCallsGoOn(call);
	}

	@Test
	@DisplayName("on each new lane fails the call, unsent, and does not have it tried for ever")
	void newLaneEnds() throws Exception {
		CompletableFuture<Integer> first = Victim.async(this.door::count);
		Received call = this.lane.read();
		CompletableFuture<Integer> second = Victim.async(this.door::count);
		RawLane fresh = this.peer.laneForVictim();
		this.peer.control(new ControlMessage.LaneClosed(fresh.id, 0));
		fresh.close();
		assertClosed(second, false);
		answer(call);
		assertThat(Victim.get(first)).isOne();
	}

	@Test
	@DisplayName("on its control channel only fails every call")
	void controlEnds() throws Exception {
		CompletableFuture<Integer> call = Victim.async(this.door::count);
		this.lane.read();
		this.peer.control.close();
		assertClosed(call, true);
		assertClosed(Victim.async(this.door::count), false);
		Victim.get(this.connection.whenClosed());
		assertThat(Victim.failure(Victim.async(this.lane::read))).isInstanceOf(IOException.class);
		assertThat(this.victim.ends).hasValue(1);
		assertThat(this.victim.violations).hasValue(0);
	}

	@Test
	@DisplayName("lets the failure tell its exit as soon as it is known, though no call waits for that")
	void exitKnownLater() throws Exception {
		CompletableFuture<Integer> call = Victim.async(this.door::count);
		this.lane.read();
		this.peer.close();
		ConnectionClosedException failure = (ConnectionClosedException) Victim.failure(call);
		assertThat(failure.exit()).isEmpty();
		assertThat(failure).hasMessageNotContaining("signal");
		this.victim.exit.complete(new ProcessExit(137, Cause.SIGNAL, false, "killed by signal 9", ""));
		assertThat(failure.exit()).hasValueSatisfying((exit) -> assertThat(exit.code()).isEqualTo(137));
		assertThat(failure).hasMessageContaining("killed by signal 9").hasMessageContaining("may have been executed");
	}

	@Test
	@DisplayName("delivers the answer that it gave before")
	void answeredBeforeEnd() throws Exception {
		CompletableFuture<Integer> call = Victim.async(this.door::count);
		answer(this.lane.read());
		this.peer.close();
		assertThat(Victim.get(call)).isOne();
		Victim.get(this.connection.whenClosed());
	}

	@Test
	@DisplayName("releases a thread that waits for a lane")
	void endWhileLaneOpens() throws Exception {
		CompletableFuture<Integer> first = Victim.async(this.door::count);
		this.lane.read();
		CompletableFuture<Integer> second = Victim.async(this.door::count);
		this.peer.await(ControlMessage.OpenLane.class, (open) -> true);
		this.peer.close();
		assertClosed(first, true);
		assertClosed(second, false);
	}

	@Test
	@DisplayName("releases threads that wait in line for a lane")
	void endWhileInLine() throws Exception {
		CompletableFuture<?>[] calls = new CompletableFuture<?>[3 * Victim.MAX_CALLS];
		for (int i = 0; i < calls.length; i++) {
			calls[i] = Victim.async(this.door::count);
		}
		this.lane.read();
		this.peer.close();
		for (CompletableFuture<?> call : calls) {
			assertThat(Victim.failure(call)).isInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	@DisplayName("while the victim runs its callback leaves that thread alone, and fails the outer call after it")
	void endInCallback() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		boolean[] interrupted = new boolean[1];
		Room room = (name) -> {
			entered.countDown();
			try {
				leave.await();
			}
			catch (InterruptedException ex) {
				interrupted[0] = true;
			}
			return name;
		};
		CompletableFuture<String> call = Victim.async(() -> this.door.visit(room));
		Received visit = this.lane.read();
		long id = HostileCallTests.exportedId(visit);
		InterfaceModel model = this.lane.bind(1, 500, Room.class);
		this.lane.send(RawFrame.call(2, id, 500, model, "enter").value(String.class, "x", 0));
		assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
		this.peer.close();
		Victim.get(this.connection.whenClosed());
		assertThat(call).isNotDone();
		leave.countDown();
		assertClosed(call, true);
		assertThat(interrupted[0]).isFalse();
	}

	@Test
	@DisplayName("interrupts a method that the victim serves for it")
	void endWhileServing() throws Exception {
		RawLane own = this.peer.lane(1);
		InterfaceModel model = own.bind(1, 500, Door.class);
		own.send(RawFrame.call(2, this.peer.door, 500, model, "hold"));
		while (this.connection.lanes.serving() == 0) {
			Thread.onSpinWait();
		}
		this.peer.close();
		assertThat(this.victim.served.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	@DisplayName("S38: after it announced a large answer has made nobody reserve the memory for it")
	void announcedOnly() throws Exception {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long[] allocated = new long[1];
		CompletableFuture<Void> call = Victim.async(() -> {
			long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			try {
				this.door.count();
			}
			finally {
				allocated[0] = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
			}
			return null;
		});
		this.lane.read();
		this.lane.send(new byte[] { 0, 0x0f, (byte) 0xff, 0, 2, 0, 0, 0 });
		this.lane.close();
		assertClosed(call, true);
		assertThat(allocated[0]).isPositive().isLessThan(Victim.MAX_MESSAGE / 4);
	}

	@Test
	@DisplayName("S11: or floods its caller with callbacks, does not keep it beyond its time")
	void callbackFlood() throws Exception {
		try (Victim other = new Victim(Duration.ofMillis(300)); RawPeer flooding = other.attack()) {
			Connection flooded = other.meet(flooding);
			CompletableFuture<Integer> call = Victim.async(() -> flooded.root(Door.class).count());
			RawLane from = flooding.laneForVictim();
			from.read();
			InterfaceModel model = from.bind(1, 500, Door.class);
			CompletableFuture<Void> flood = Victim.async(() -> {
				// Some ahead, so that the caller never has to wait for the next.
				for (int number = 2;; number++) {
					from.send(RawFrame.call(number, flooding.door, 500, model, "count"));
					if (number > 50) {
						from.read();
					}
				}
			});
			assertThat(Victim.failure(call)).isInstanceOf(CallTimeoutException.class);
			assertThat(Victim.failure(flood)).isInstanceOf(IOException.class);
		}
	}

}
