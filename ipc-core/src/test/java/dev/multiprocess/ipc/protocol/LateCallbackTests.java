package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.multiprocess.ipc.CallCancelledException;
import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests callbacks that are there when the call they belong to has no more time: its
 * caller comes back from another one, and finds them before it could give up.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("A callback that is met when its call is out of time")
class LateCallbackTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final int DOOR = 500;

	private static final int ROOM = 501;

	/** What only the late callback mentions. */
	private static final long LATE = 10;

	private final Victim victim = new Victim(TIMEOUT);

	private RawPeer peer;

	private Connection connection;

	@BeforeEach
	void connect() throws Exception {
		this.peer = this.victim.attack();
		this.connection = this.victim.meet(this.peer);
		this.peer.await(ControlMessage.Hello.class, (hello) -> true);
	}

	@AfterEach
	void close() throws Exception {
		this.victim.served.gate.countDown();
		this.peer.close();
		this.victim.close();
	}

	/**
	 * Keeps the caller busy until its call, which was received before, is out of time,
	 * with a callback behind it.
	 */
	private void callLate(RawLane lane, InterfaceModel model, int number) throws IOException {
		long start = System.nanoTime();
		lane.send(RawFrame.oneWay(number, this.peer.door, DOOR, model, "tell").value(String.class, "wait", 0));
		lane.send(visit(model, number + 1, LATE));
		Eventually.until(() -> "", () -> System.nanoTime() - start > TIMEOUT.toNanos());
		this.victim.served.gate.countDown();
	}

	private RawFrame visit(InterfaceModel model, int number, long room) {
		return RawFrame.call(number, this.peer.door, DOOR, model, "visit")
			.value(Room.class, new Victim.ServedRoom(), 0)
			.exported(room, ROOM);
	}

	/** Waits until the victim releases what the late callback mentioned. */
	private int released() throws IOException {
		Eventually.until(() -> "holds " + this.connection.stats().imported(), () -> {
			System.gc();
			return this.connection.stats().imported() == 0;
		});
		return this.peer.await(ControlMessage.Release.class, (release) -> release.id() == LATE).count();
	}

	@Test
	@DisplayName("S11, S23: of a root call is not served, and its references are counted once")
	void root() throws Exception {
		CompletableFuture<String> call = Victim.async(() -> this.connection.root(Door.class).echo("x"));
		RawLane lane = this.peer.laneForVictim();
		lane.read();
		InterfaceModel model = lane.bind(1, DOOR, Door.class);
		lane.bind(2, ROOM, Room.class);
		callLate(lane, model, 3);
		assertThat(Victim.failure(call)).isInstanceOf(CallTimeoutException.class);
		assertThat(this.victim.served.told).containsExactly("wait");
		assertThat(this.peer.await(ControlMessage.LaneClosed.class, (closed) -> true).framesDecoded())
			.isEqualTo(lane.sent());
		this.peer.control(new ControlMessage.LaneClosed(lane.id, lane.taken()));
		assertThat(released()).isOne();
		assertThat(this.victim.violation).isNotDone();
	}

	@Test
	@DisplayName("S11, S23: of a nested call is refused, and its references are counted once")
	void nested() throws Exception {
		RawLane lane = this.peer.lane(1);
		InterfaceModel model = lane.bind(1, DOOR, Door.class);
		lane.bind(2, ROOM, Room.class);
		lane.send(visit(model, 3, 9));
		Received enter = lane.read();
		assertThat(enter.method()).contains("enter");
		callLate(lane, model, 4);
		assertThat(exception(lane.read(), 5)).isEqualTo(CallCancelledException.class.getName());
		assertThat(this.peer.await(ControlMessage.Cancel.class, (cancel) -> true).call()).isEqualTo(enter.number());
		lane.send(RawFrame.reply(Frame.RETURN, enter.number()).value(String.class, "too late", 0));
		assertThat(exception(lane.read(), 3)).isEqualTo(CallTimeoutException.class.getName());
		assertThat(released()).isOne();
		assertThat(this.victim.violation).isNotDone();
	}

	private static String exception(Received reply, int number) {
		assertThat(reply.type()).isEqualTo(Frame.THROW);
		assertThat(reply.number()).isEqualTo(number);
		return new Cursor(reply.body(), 0, reply.body().length).getString();
	}

}
