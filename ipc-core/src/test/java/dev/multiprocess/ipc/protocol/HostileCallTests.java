package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.multiprocess.ipc.CallDepthException;
import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.Door.Tree;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import dev.multiprocess.ipc.testing.Eventually;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S39: a peer that calls")
class HostileCallTests extends VictimTest {

	private static final int DOOR = 500;

	private static final int ROOM = 501;

	/** Calls as no honest peer would. */
	interface Attack {

		void run(RawLane lane, long door, InterfaceModel model) throws Exception;

	}

	static Stream<Arguments> attacks() {
		return Stream.of(
				attack("an object it was never given", "never given",
						(lane, door, model) -> lane.send(echo(door + 1, model))),
				attack("an object of negative id", "never given", (lane, door, model) -> lane.send(echo(-1, model))),
				attack("an interface it never bound", "never bound",
						(lane, door, model) -> lane.send(RawFrame.call(9, door, 4242, 0))),
				attack("a method behind the last", "method",
						(lane, door, model) -> lane.send(RawFrame.call(9, door, DOOR, model.methods().size()))),
				attack("a method before the first", "method",
						(lane, door, model) -> lane.send(RawFrame.call(9, door, DOOR, -1))),
				attack("an object as what it is not", "not given as", (lane, door, model) -> {
					InterfaceModel room = lane.bind(8, ROOM, Room.class);
					lane.send(RawFrame.call(9, door, ROOM, room, "enter").value(String.class, "x", 0));
				}), attack("an object as a functional type", "not given as", (lane, door, model) -> {
					lane.bind(8, ROOM, Runnable.class);
					lane.send(RawFrame.call(9, door, ROOM, 0));
				}),
				attack("without arguments", "too early",
						(lane, door, model) -> lane.send(RawFrame.call(9, door, DOOR, model, "echo"))),
				attack("with an argument cut off", "too early",
						(lane, door, model) -> lane.send(RawFrame.call(9, door, DOOR, model, "echo").raw((byte) 0x8a))),
				attack("with an argument too many", "bytes",
						(lane, door, model) -> lane.send(echo(door, model).value(String.class, "y", 0))),
				attack("with an argument where there is none", "bytes",
						(lane, door, model) -> lane
							.send(RawFrame.call(9, door, DOOR, model, "count").value(String.class, "y", 0))),
				attack("with values nested too deep", "",
						(lane, door,
								model) -> lane.send(RawFrame.call(9, door, DOOR, model, "tree")
									.value(Tree.class, deep(200), RawFrame.TYPES))),
				attack("with a header cut off", "too early",
						(lane, door, model) -> lane.send(RawFrame.reply(Frame.CALL, 9).u64(door).u16(DOOR))),
				attack("with flags nobody knows", "flags",
						(lane, door, model) -> lane.send(echo(door, model).announce(0x40000))),
				attack("with a deadline that nobody keeps", "flags",
						(lane, door, model) -> lane
							.send(RawFrame.oneWay(9, door, DOOR, model, "count").announce(0x20000).u64(1))),
				attack("with no time left", "0 ns left",
						(lane, door, model) -> lane
							.send(RawFrame.call(9, door, DOOR, model, "count").announce(0x20000).u64(0))),
				attack("with less than no time left", "-1 ns left",
						(lane, door, model) -> lane
							.send(RawFrame.call(9, door, DOOR, model, "count").announce(0x20000).u64(-1))),
				attack("with more metadata than is allowed", "metadata of",
						(lane, door, model) -> lane.send(withMetadata(door, model, 200))),
				attack("with metadata cut off", "items",
						(lane, door, model) -> lane.send(withMetadata(door, model, 1 << 30))),
				attack("with references it does not send", "7 items",
						(lane, door, model) -> lane.send(echo(door, model).announce(7))),
				attack("with references that reach into its header", "before the header of their call ends",
						(lane, door, model) -> {
							lane.bind(8, 1, Room.class);
							lane.send(RawFrame.call(9, door, DOOR, 1).announce(0x20001).u64(1_000_000_000).u8(1));
						}),
				attack("not but answers", "without a call",
						(lane, door, model) -> lane.send(RawFrame.reply(Frame.RETURN, 1))),
				attack("not but throws", "without a call",
						(lane, door, model) -> lane.send(RawFrame.reply(Frame.THROW, 1))),
				attack("with a binding that is cut off", "too early",
						(lane, door, model) -> lane.send(RawFrame.call(9, 0, 0, 0).u32(0).u8(1).u32(7))),
				attack("with a binding of absurdly many types", "items",
						(lane, door, model) -> lane.send(RawFrame.call(9, 0, 0, 0).u32(Integer.MAX_VALUE))),
				attack("with a binding of absurdly many methods", "items",
						(lane, door, model) -> lane
							.send(RawFrame.call(9, 0, 0, 0).u32(0).u8(1).u32(7).text("x").u32(1 << 30))),
				attack("with a binding of a class with an absurd name", "2000", (lane, door, model) -> lane
					.send(RawFrame.call(9, 0, 0, 0).u32(1).u32(7).text("x".repeat(2000)).text("").u32(0).u32(0).u8(0))),
				attack("with a binding and more", "too many",
						(lane, door, model) -> lane.send(RawFrame.binding(9, 7, model).u8(1))));
	}

	private static Arguments attack(String name, String words, Attack attack) {
		return Arguments.of(Named.of(name, attack), words);
	}

	private static RawFrame echo(long object, InterfaceModel model) {
		return RawFrame.call(9, object, DOOR, model, "echo").value(String.class, "x", 0);
	}

	private static RawFrame withMetadata(long object, InterfaceModel model, int entries) {
		RawFrame frame = RawFrame.call(9, object, DOOR, model, "count").announce(0x10000).u32(entries);
		for (int i = 0; i < Math.min(entries, 200); i++) {
			frame.text("key " + i).text("value");
		}
		return frame;
	}

	private static Tree deep(int depth) {
		Tree tree = new Tree(List.of());
		for (int i = 0; i < depth; i++) {
			tree = new Tree(List.of(tree));
		}
		return tree;
	}

	@ParameterizedTest(name = "{0} is disconnected")
	@MethodSource("attacks")
	@DisplayName("wrongly")
	void violation(Attack attack, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			long door = connect(peer);
			RawLane lane = peer.lane(1);
			RawLane other = peer.lane(3);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			other.send(RawFrame.call(1, door, DOOR, model, "hold"));
			attack.run(lane, door, model);
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			peer.awaitDisconnected();
			Victim.get(this.victim.connection().whenClosed());
			// A method served on another lane is interrupted, if it had begun.
			Eventually.until(() -> "calls still run", () -> calls() == 0);
		}
		assertThat(this.victim.violations).hasValue(1);
		assertThat(this.victim.ends).hasValue(1);
		assertThat(this.victim.served.calls).hasValue(0);
		this.victim.checkBystander();
	}

	private static long calls() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ipc-hostile-lane"))
			.count();
	}

	private long connect(RawPeer peer) throws Exception {
		peer.sayHello();
		long door = peer.await(ControlMessage.Hello.class, (hello) -> true).root().id();
		Victim.get(this.victim.connection().peer());
		return door;
	}

	@Test
	@DisplayName("an object it has released is told so")
	void stale() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			long door = connect(peer);
			RawLane lane = peer.lane(1);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			InterfaceModel room = lane.bind(2, ROOM, Room.class);
			lane.send(RawFrame.call(3, door, DOOR, model, "room"));
			// The victim has to bind the interface before it can answer.
			long id = exportedId(lane.read());
			peer.control(new ControlMessage.Release(id, 1));
			Eventually.until(() -> "object " + id + " is still there", () -> exports() == 1);
			lane.send(RawFrame.call(4, id, ROOM, room, "enter").value(String.class, "x", 0));
			Received answer = lane.read();
			assertThat(answer.type()).isEqualTo(Frame.THROW);
			assertThat(new Cursor(answer.body(), 0, answer.body().length).getString())
				.isEqualTo(StaleReferenceException.class.getName());
			lane.send(echo(door, model));
			assertThat(lane.read().type()).isEqualTo(Frame.RETURN);
			assertThat(this.victim.violation).isNotDone();
		}
	}

	private int exports() {
		return this.victim.rendezvous.connected().join().stats().exported();
	}

	/** The id of the only reference in a frame. */
	static long exportedId(Received answer) {
		byte[] body = answer.body();
		return new Cursor(body, body.length - 9, body.length).getLong();
	}

	@Test
	@DisplayName("back for ever reaches the limit of nested calls, and no more")
	void nestedCalls() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			long door = connect(peer);
			RawLane lane = peer.lane(1);
			InterfaceModel model = lane.bind(1, DOOR, Door.class);
			lane.bind(2, ROOM, Room.class);
			int number = 3;
			int depth = 0;
			Received received;
			do {
				lane.send(RawFrame.call(number++, door, DOOR, model, "visit")
					.value(Room.class, new Victim.ServedRoom(), 0)
					.exported(9, ROOM));
				received = lane.read();
				depth++;
			}
			while (received.type() == Frame.CALL && depth < 1000);
			assertThat(depth).isLessThanOrEqualTo(Lane.MAX_DEPTH);
			assertThat(received.type()).isEqualTo(Frame.THROW);
			assertThat(new Cursor(received.body(), 0, received.body().length).getString())
				.isEqualTo(CallDepthException.class.getName());
			assertThat(this.victim.violation).isNotDone();
		}
	}

	@Test
	@DisplayName("the same type under ever more ids fills no memory")
	void bindingFlood() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			lane.bind(0, DOOR, Door.class);
			CompletableFuture<Void> flood = Victim.async(() -> {
				for (int number = 1;; number++) {
					RawFrame frame = RawFrame.call(number, 0, 0, 0).u32(1000);
					for (int i = 0; i < 1000; i++) {
						frame.type(number * 1000 + i, Tree.class);
					}
					lane.send(frame.u8(0));
					lane.read();
				}
			});
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("bound more than");
			assertThat(Victim.failure(flood)).isInstanceOf(IOException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 20_001, Integer.MAX_VALUE })
	@DisplayName("an interface under a number that none may have is disconnected")
	void interfaceNumber(int number) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			lane.send(RawFrame.call(1, 0, 0, 0).u32(0).u8(1).u32(number).text(Room.class.getName()).u32(0).u32(0));
			assertThat(Victim.get(this.victim.violation))
				.hasMessageContaining("bound an interface as number " + number);
		}
	}

	@Test
	@DisplayName("interfaces with ever more methods fills no memory")
	void methodFlood() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			CompletableFuture<Void> flood = Victim.async(() -> {
				for (int number = 1;; number++) {
					RawFrame frame = RawFrame.call(number, 0, 0, 0).u32(0).u8(1).u32(number);
					frame.text(Room.class.getName()).u32(10_000);
					for (int i = 0; i < 10_000; i++) {
						frame.text("m" + i).text("");
					}
					lane.send(frame.u32(0));
					lane.read();
				}
			});
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("bound more than");
			assertThat(Victim.failure(flood)).isInstanceOf(IOException.class);
		}
	}

	@Test
	@DisplayName("on ever more lanes gets no more threads than it may have; the other lanes wait in line")
	void laneFlood() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			long door = connect(peer);
			RawLane first = peer.lane(1);
			InterfaceModel model = first.bind(1, DOOR, Door.class);
			// The first lane has a thread already.
			int threads = 2 * Victim.MAX_CALLS + 2;
			List<RawLane> served = new ArrayList<>();
			List<CompletableFuture<RawLane.Received>> waiting = new ArrayList<>();
			for (int i = 1; i < 50; i++) {
				RawLane lane = peer.lane(1 + 2 * i);
				lane.send(RawFrame.call(1, door, DOOR, model, "count"));
				if (i < threads) {
					assertThat(lane.read().type()).isEqualTo(Frame.RETURN);
					served.add(lane);
				}
				else {
					waiting.add(Victim.async(lane::read));
				}
			}
			assertThat(waiting).noneMatch(CompletableFuture::isDone);
			served.get(0).close();
			Victim.get(CompletableFuture.anyOf(waiting.toArray(CompletableFuture<?>[]::new)));
			assertThat(waiting.stream().filter(CompletableFuture::isDone)).hasSize(1);
			first.send(echo(door, model));
			assertThat(first.read().type()).isEqualTo(Frame.RETURN);
			// The thread of the lane that was closed is about to end when the next one
			// begins.
			Eventually.until(() -> "threads " + calls() + " of " + threads, () -> calls() <= threads);
		}
	}

	@Test
	@DisplayName("on lanes that it closes without a word fills no memory")
	void forgottenLanes() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			Connection connection = this.victim.connection();
			int most = 0;
			for (int id = 1; id < 2001 && connection.isOpen(); id += 2) {
				try {
					peer.lane(id).close();
				}
				catch (IOException ex) {
					// Refused, or disconnected: as well.
				}
				most = Math.max(most, connection.stats().lanes());
			}
			assertThat(most).isLessThan(150);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	@DisplayName("a lane under an id that is taken, or not its to choose, is disconnected")
	void laneOfAnotherId(int id) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			RawLane lane = peer.lane(1);
			lane.bind(1, DOOR, Door.class);
			peer.lane(id);
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("opened lane " + id);
			assertThat(Victim.failure(Victim.async(lane::read))).hasMessageContaining("closed the channel");
		}
	}

}
