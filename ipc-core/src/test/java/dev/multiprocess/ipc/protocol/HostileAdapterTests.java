package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.adapter.RemoteFuture;
import dev.multiprocess.ipc.adapter.RemoteInput;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.Futures.Step;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S39: a peer that gives futures and streams")
class HostileAdapterTests extends VictimTest {

	private static final long OBJECT = 9;

	private static final Type FUTURE = GenericTypes.parameterized(CompletableFuture.class, String.class);

	private static final Type REMOTE = GenericTypes.parameterized(RemoteFuture.class, String.class);

	private static final Room ROOM = (name) -> name;

	/** Answers as no honest peer would. */
	interface Attack {

		void run(RawPeer peer, RawLane lane, Received call) throws Exception;

	}

	private static RawFrame future(Received call) {
		return RawFrame.reply(Frame.RETURN, call.number()).value(FUTURE, new CompletableFuture<>(), 0);
	}

	static Stream<Arguments> attacks() {
		return Stream.of(attack("of another type", "no dev.multiprocess.ipc.adapter.RemoteFuture<java.lang.String>",
				(peer, lane, call) -> {
					lane.bind(1, 500, GenericTypes.parameterized(RemoteFuture.class, Integer.class));
					lane.send(future(call).exported(OBJECT, 500));
				}), attack("that are something else", "no ", (peer, lane, call) -> {
					lane.bind(1, 500, RemoteInput.class);
					lane.send(future(call).exported(OBJECT, 500));
				}), attack("that are something else as well", "no ", (peer, lane, call) -> {
					lane.bind(1, 500, REMOTE);
					lane.bind(2, 501, Room.class);
					lane.send(future(call).exported(OBJECT, 500, 501));
				}), attack("of unknown kind", "kind 7", (peer, lane, call) -> lane
					.send(RawFrame.reply(Frame.RETURN, call.number()).raw((byte) 1, (byte) 7))));
	}

	private static CompletableFuture<CompletableFuture<String>> askForFuture(Connection connection) {
		return Victim.async(() -> connection.root(Door.class).later());
	}

	/** Answers the first call with a future, as an honest peer does. */
	private static RawLane giveFuture(RawPeer peer) throws Exception {
		RawLane lane = peer.laneForVictim();
		Received call = lane.read();
		lane.bind(1, 500, REMOTE);
		lane.send(future(call).exported(OBJECT, 500));
		return lane;
	}

	private static Arguments attack(String name, String words, Attack attack) {
		return Arguments.of(Named.of(name, attack), words);
	}

	@ParameterizedTest(name = "{0} is disconnected")
	@MethodSource("attacks")
	@DisplayName("something wrong")
	void violation(Attack attack, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<CompletableFuture<String>> future = askForFuture(connection);
			RawLane lane = peer.laneForVictim();
			attack.run(peer, lane, lane.read());
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			assertThat(Victim.failure(future.thenCompose((value) -> value))).isInstanceOf(ProtocolException.class);
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.violations).hasValue(1);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("and completes what is none is disconnected")
	void completesOther() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<Room> room = Victim.async(() -> connection.root(Door.class).room());
			RawLane lane = peer.laneForVictim();
			Received call = lane.read();
			lane.bind(1, 500, Room.class);
			lane.send(RawFrame.reply(Frame.RETURN, call.number()).value(Room.class, ROOM, 0).exported(OBJECT, 500));
			// Held until the end: what nobody holds may be completed.
			Room held = Victim.get(room);
			peer.control(new ControlMessage.OfFuture(Step.COMPLETE, OBJECT));
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("which is no future");
			Victim.get(connection.whenClosed());
			Reference.reachabilityFence(held);
		}
		assertThat(this.victim.violations).hasValue(1);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("that it completes after they were cancelled changes nothing")
	void late() throws Exception {
		CompletableFuture<String> value;
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<CompletableFuture<String>> future = askForFuture(connection);
			RawLane lane = giveFuture(peer);
			value = Victim.get(future);
			peer.control(new ControlMessage.OfFuture(Step.COMPLETE, OBJECT));
			Received fetch = lane.read();
			assertThat(value.cancel(true)).isTrue();
			peer.await(ControlMessage.OfFuture.class, (told) -> told.step() == Step.CANCEL);
			lane.send(RawFrame.reply(Frame.RETURN, fetch.number()).value(String.class, "late", 0));
			// Its last message stands before the answer.
			this.victim.awaitIdle();
			peer.control(new ControlMessage.Ping());
			assertThat(releasesBeforePong(peer)).containsExactly(new ControlMessage.Release(OBJECT, 1));
		}
		assertThat(value).isCancelled();
		assertThat(this.victim.violations).hasValue(0);
	}

	private static List<ControlMessage> releasesBeforePong(RawPeer peer) throws IOException {
		List<ControlMessage> releases = new ArrayList<>();
		peer.await(ControlMessage.class, (message) -> {
			if (message instanceof ControlMessage.Release) {
				releases.add(message);
			}
			return message instanceof ControlMessage.Pong;
		});
		return releases;
	}

	@Test
	@DisplayName("that it completes again and again, and asks for again and again, is asked and answered as due")
	void repeated() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<CompletableFuture<String>> future = askForFuture(connection);
			RawLane lane = giveFuture(peer);
			assertThat(Victim.get(future)).isNotDone();
			for (int i = 0; i < 1000; i++) {
				peer.control(new ControlMessage.OfFuture(Step.COMPLETE, OBJECT));
			}
			peer.control(new ControlMessage.Ping());
			Received fetch = lane.read();
			assertThat(fetch.method()).contains("result");
			awaitOnly(peer, ControlMessage.Pong.class);
			lane.send(RawFrame.reply(Frame.RETURN, fetch.number()).value(String.class, "once", 0));
			assertThat(Victim.get(Victim.get(future))).isEqualTo("once");
			ControlMessage.Release release = awaitOnly(peer, ControlMessage.Release.class);
			assertThat(release).isEqualTo(new ControlMessage.Release(OBJECT, 1));
			peer.control(new ControlMessage.OfFuture(Step.COMPLETE, OBJECT));
			assertThat(connection.isOpen()).isTrue();
		}
		assertThat(this.victim.violations).hasValue(0);
	}

	/** Waits for a message; one more fetch would ask for one more lane before it. */
	private static <M extends ControlMessage> M awaitOnly(RawPeer peer, Class<M> type) throws IOException {
		ControlMessage message = peer.await(ControlMessage.class,
				(candidate) -> type.isInstance(candidate) || candidate instanceof ControlMessage.OpenLane);
		assertThat(message).isInstanceOf(type);
		return type.cast(message);
	}

	@Test
	@DisplayName("and reads a stream gets no more at once than streams carry, however much it asks for")
	void greedy() throws Exception {
		InputStream stream = new Victim.Served().stream();
		RemoteInput exported = (RemoteInput) new Export(1, stream, RemoteInput.class).target;
		assertThat(exported.read(Integer.MAX_VALUE)).hasSize(256 * 1024);
		assertThat(exported.read(-1)).hasSize(1);
	}

}
