package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests peers that misuse calls which nobody answers.
 */
@DisplayName("S39: a peer that calls one-way")
class HostileOneWayTests extends VictimTest {

	private static final int DOOR = 500;

	private static final int ROOM = 501;

	private Connection connection;

	@AfterEach
	void openGate() {
		this.victim.served.gate.countDown();
	}

	/** Sends what no honest peer would. */
	interface Attack {

		void run(RawPeer peer, RawLane lane, InterfaceModel model) throws Exception;

	}

	static Stream<Arguments> attacks() {
		return Stream.of(
				attack("a method with a result", "returns a value",
						(peer, lane, model) -> lane
							.send(RawFrame.oneWay(2, peer.door, DOOR, model, "echo").value(String.class, "x", 0))),
				attack("the connection itself", "never given",
						(peer, lane, model) -> lane.send(
								RawFrame.oneWay(2, Frame.CONNECTION, DOOR, model, "tell").value(String.class, "x", 0))),
				attack("an object it was never given", "never given",
						(peer, lane, model) -> lane
							.send(RawFrame.oneWay(2, peer.door + 1, DOOR, model, "tell").value(String.class, "x", 0))),
				attack("with an argument too many", "bytes",
						(peer, lane, model) -> lane.send(
								RawFrame.oneWay(2, peer.door, DOOR, model, "tell").value(String.class, "x", 0).u8(1))),
				attack("and has served more than it was sent", "took 4711 frames",
						(peer, lane, model) -> peer.control(new ControlMessage.FramesTaken(lane.id, 4711))));
	}

	private static Arguments attack(String name, String words, Attack attack) {
		return Arguments.of(Named.of(name, attack), words);
	}

	private void connect(RawPeer peer) throws Exception {
		this.connection = this.victim.meet(peer);
		peer.await(ControlMessage.Hello.class, (hello) -> true);
	}

	private static RawFrame tell(RawPeer peer, int number, InterfaceModel model, String text) {
		return RawFrame.oneWay(number, peer.door, DOOR, model, "tell").value(String.class, text, 0);
	}

	@ParameterizedTest(name = "{0} is disconnected")
	@MethodSource("attacks")
	@DisplayName("wrongly")
	void violation(Attack attack, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			attack.run(peer, lane, lane.bind(1, DOOR, Door.class));
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			peer.awaitDisconnected();
		}
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("S9: and closes the lane has all served that it wrote before, uninterrupted")
	void closedLane() throws Exception {
		CompletableFuture<String> closed = new CompletableFuture<>();
		this.victim.oneWayFailed = (method, failure) -> closed.complete(method);
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			lane.send(tell(peer, 2, model, "wait"));
			lane.send(tell(peer, 3, model, "first"));
			lane.send(tell(peer, 4, model, "second"));
			Eventually.until(() -> "not served", () -> this.connection.lanes.serving() == 1);
			peer.control(new ControlMessage.LaneClosed(1, 1));
			lane.close();
			// What comes after it on the control channel has been taken in.
			peer.control(new ControlMessage.OneWayFailed("marker", "", ""));
			assertThat(Victim.get(closed)).isEqualTo("marker");
			this.victim.served.gate.countDown();
			Eventually.until(() -> "told " + this.victim.served.told, () -> this.victim.served.told.size() == 3);
			assertThat(this.victim.served.told).containsExactly("wait", "first", "second");
			assertThat(peer.await(ControlMessage.LaneClosed.class, (message) -> true).framesDecoded()).isEqualTo(4);
		}
	}

	@Test
	@DisplayName("S9: is told how far it was served before the victim idles, and in the midst of very many")
	void acknowledged() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			lane.send(tell(peer, 2, model, "one"));
			assertThat(peer.await(ControlMessage.FramesTaken.class, (taken) -> true).frames()).isEqualTo(2);
			for (int number = 3; number < 203; number++) {
				lane.send(tell(peer, number, model, "more"));
			}
			assertThat(peer.await(ControlMessage.FramesTaken.class, (taken) -> taken.frames() > 100).frames())
				.isLessThanOrEqualTo(202);
			peer.await(ControlMessage.FramesTaken.class, (taken) -> taken.frames() == 202);
		}
	}

	@Test
	@DisplayName("S9: an object it has released is told so, and nobody else")
	void stale() throws Exception {
		BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
		this.victim.oneWayFailed = (method, failure) -> failures.add(failure);
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			lane.bind(2, ROOM, Room.class);
			peer.control(new ControlMessage.Release(peer.door, 1));
			Eventually.until(() -> "still there", () -> this.connection.references.exports().size() == 0);
			lane.send(tell(peer, 3, model, "nobody"));
			assertThat(peer.await(ControlMessage.OneWayFailed.class, (failed) -> true).method()).isEqualTo("Door.tell");
			assertThat(failures.poll(60, TimeUnit.SECONDS)).isInstanceOf(StaleReferenceException.class);
			assertThat(this.victim.violation).isNotDone();
		}
	}

	@Test
	@DisplayName("S11: without end while the victim waits does not keep it beyond its time")
	void nestedFlood() throws Exception {
		try (Victim other = new Victim(Duration.ofMillis(300)); RawPeer flooding = other.attack()) {
			Connection flooded = other.meet(flooding);
			flooding.await(ControlMessage.Hello.class, (hello) -> true);
			CompletableFuture<Integer> call = Victim.async(() -> flooded.root(Door.class).count());
			RawLane from = flooding.laneForVictim();
			from.read();
			InterfaceModel model = from.bind(1, DOOR, Door.class);
			CompletableFuture<Void> flood = Victim.async(() -> {
				for (int number = 2;; number++) {
					from.send(tell(flooding, number, model, "x"));
				}
			});
			assertThat(Victim.failure(call)).isInstanceOf(CallTimeoutException.class);
			assertThat(Victim.failure(flood)).isInstanceOf(IOException.class);
			assertThat(List.copyOf(other.served.told)).containsOnly("x");
		}
	}

}
