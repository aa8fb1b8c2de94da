package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Door.Circle;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.Door.Shape;
import dev.multiprocess.ipc.protocol.Door.Tree;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S39: a peer that answers a call with")
class HostileReplyTests extends VictimTest {

	/** Writes something that no honest peer would write. */
	interface Attack {

		void run(RawLane lane, Received call) throws Exception;

	}

	static Stream<Arguments> frames() {
		return Stream.of(
				attack("a frame of unknown type", "type 9", (lane, call) -> lane.send(reply(9, call).text("x"))),
				attack("a frame of type zero", "type 0", (lane, call) -> lane.send(reply(0, call).text("x"))),
				attack("the number of another call", "while call",
						(lane, call) -> lane.send(RawFrame.reply(Frame.RETURN, call.number() + 1).text("x"))),
				attack("the number of an earlier call", "while call",
						(lane, call) -> lane.send(RawFrame.reply(Frame.RETURN, call.number() - 1).text("x"))),
				attack("a frame beyond the limit", "allowed are up to",
						(lane, call) -> lane.send(u32(Victim.MAX_MESSAGE + 1))),
				attack("a frame of the largest length", "allowed are up to",
						(lane, call) -> lane.send(u32(Integer.MAX_VALUE))),
				attack("a frame of negative length", "-1 bytes", (lane, call) -> lane.send(u32(-1))),
				attack("an empty frame", "0 bytes", (lane, call) -> lane.send(u32(0))),
				attack("a frame shorter than its header", "7 bytes",
						(lane, call) -> lane.send(new byte[] { 0, 0, 0, 7, 2, 0, 0, 0, 0, 0, 0 })),
				attack("flags nobody knows", "flags", (lane, call) -> lane
					.send(RawFrame.reply(Frame.RETURN, call.number()).value(String.class, "x", 0).announce(0x10000))),
				attack("a call without an object", "ends", (lane, call) -> lane.send(reply(Frame.CALL, call))),
				attack("a call of an object it was never given", "never given",
						(lane, call) -> callBack(lane, 5, "echo").value(String.class, "x", 0)),
				attack("a call of an interface it never bound", "never bound",
						(lane, call) -> lane.send(RawFrame.call(1, RawPeer.ROOT, 12345, 0))));
	}

	static Stream<Arguments> values() {
		return Stream.of(
				attack("a result that is cut off", "ends too early",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).raw((byte) 0x8a))),
				attack("no result", "ends too early", (lane, call) -> lane.send(reply(Frame.RETURN, call))),
				attack("a result and more", "bytes",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).value(String.class, "x", 0).u32(0))),
				attack("an exception that is cut off", "too early",
						(lane, call) -> lane.send(reply(Frame.THROW, call).text("java.lang.Exception"))),
				attack("an exception and more", "too many",
						(lane, call) -> lane.send(exception(call, 0, 0).u8(0).u32(0).u8(0))),
				attack("an exception with a stack of absurd depth", "items",
						(lane, call) -> lane.send(exception(call, Integer.MAX_VALUE, 0).u8(0).u32(0))),
				attack("an exception with a stack of negative depth", "items",
						(lane, call) -> lane.send(exception(call, -1, 0).u8(0).u32(0))),
				attack("an exception with absurdly many suppressed", "items",
						(lane, call) -> lane.send(exception(call, 0, 0).u8(0).u32(Integer.MAX_VALUE))),
				attack("an exception whose causes have no end", "causes", (lane, call) -> lane.send(causes(call, 100))),
				attack("an exception with fields of negative length", "bytes",
						(lane, call) -> lane.send(exception(call, 0, 1).text("").u32(-5).u8(0).u32(0))),
				attack("an exception whose type is no text", "UTF-8",
						(lane, call) -> lane.send(reply(Frame.THROW, call).u32(2).raw((byte) 0xc3, (byte) 0x28))));
	}

	static Stream<Arguments> references() {
		return Stream.of(
				attack("more references than there are bytes", "items",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).announce(0xffff))),
				attack("a reference that reaches into the header", "items",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).raw(new byte[8]).announce(1))),
				attack("a reference of more interfaces than there are bytes", "too early",
						(lane, call) -> lane
							.send(reply(Frame.RETURN, call).reference(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 2 }))),
				attack("an object of its own without an interface", "never given",
						(lane, call) -> lane.send(room(call).exported(9))),
				attack("a reference of an interface it never bound", "never bound",
						(lane, call) -> lane.send(room(call).exported(9, 4242))),
				attack("a reference home to what it was never given", "never given",
						(lane, call) -> lane.send(room(call).home(4242))),
				attack("a reference of another interface", "no dev.multiprocess.ipc.protocol.Door$Room",
						(lane, call) -> {
							lane.bind(1, 500, Door.class);
							lane.send(room(call).exported(9, 500));
						}),
				attack("a reference beyond those it sent", "reference 2 of 1", (lane, call) -> {
					lane.bind(1, 500, Room.class);
					lane.send(reply(Frame.RETURN, call).raw((byte) 4).exported(9, 500));
				}),
				attack("more references than this side holds", "more than " + Victim.MAX_REFERENCES, (lane, call) -> {
					lane.bind(1, 500, Room.class);
					RawFrame frame = room(call);
					for (int i = 0; i <= Victim.MAX_REFERENCES; i++) {
						frame.exported(9 + i, 500);
					}
					lane.send(frame);
				}), attack("bytes left over before its references", "bytes", (lane, call) -> {
					lane.bind(1, 500, Room.class);
					lane.send(room(call).reference(new byte[9]).exported(9, 500).announce(1));
				}));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("frames")
	@DisplayName("frames")
	void frame(Attack attack, String words) throws Exception {
		assertViolation(attack, words, (door) -> () -> door.echo("x"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("values")
	@DisplayName("values")
	void value(Attack attack, String words) throws Exception {
		assertViolation(attack, words, (door) -> () -> door.echo("x"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("references")
	@DisplayName("references")
	void reference(Attack attack, String words) throws Exception {
		assertViolation(attack, words, (door) -> door::room);
	}

	static Stream<Arguments> types() {
		return Stream.of(
				attack("a type it never bound", "type 777",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).value(Shape.class, new Circle(1), 777))),
				attack("a class that is no such thing", "Door$Tree", (lane, call) -> {
					InterfaceModel model = lane.bind(1, 500, Door.class);
					lane.send(reply(Frame.RETURN, call).value(Shape.class, new Circle(1),
							RawFrame.typeId(model, Tree.class)));
				}), attack("a number that is no type", "",
						(lane, call) -> lane.send(reply(Frame.RETURN, call).raw((byte) 0x7f, (byte) 0, (byte) 0))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("types")
	@DisplayName("types")
	void type(Attack attack, String words) throws Exception {
		assertViolation(attack, words, (door) -> door::shape);
	}

	@Test
	@DisplayName("a reference that names an interface twice is taken as if it named it once")
	void sameInterfaceTwice() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<Room> room = Victim.async(() -> connection.root(Door.class).room());
			RawLane lane = peer.laneForVictim();
			Received call = lane.read();
			lane.bind(1, 500, Room.class);
			lane.bind(2, 501, Room.class);
			lane.send(room(call).exported(9, 500, 501, 500));
			assertThat(Victim.get(room)).isInstanceOf(Room.class);
			assertThat(connection.isOpen()).isTrue();
		}
	}

	static Stream<Arguments> nesting() {
		return Stream.of(attack("values nested too deep", "", (lane, call) -> {
			Tree tree = new Tree(List.of());
			for (int i = 0; i < 200; i++) {
				tree = new Tree(List.of(tree));
			}
			lane.send(reply(Frame.RETURN, call).value(Tree.class, tree, 1));
		}));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("nesting")
	@DisplayName("nesting")
	void nested(Attack attack, String words) throws Exception {
		assertViolation(attack, words, (door) -> () -> door.tree(new Tree(List.of())));
	}

	private void assertViolation(Attack attack, String words, Function<Door, Callable<Object>> method)
			throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<Door> root = Victim.async(() -> connection.root(Door.class));
			RawLane other = peer.laneForVictim();
			CompletableFuture<Object> waiting = root.thenCompose((door) -> Victim.async(door::names));
			Received first = other.read();
			CompletableFuture<Object> call = Victim.async(method.apply(Victim.get(root)));
			RawLane lane = peer.laneForVictim();
			attack.run(lane, lane.read());
			assertThat(Victim.failure(call)).isInstanceOf(ProtocolException.class).hasMessageContaining(words);
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			// Those who waited for an honest answer of the same peer learn of it too.
			assertThat(first.method()).contains("names");
			assertThat(Victim.failure(waiting)).isInstanceOf(ProtocolException.class);
			peer.awaitDisconnected();
			Victim.get(connection.whenClosed());
			assertThat(Victim.failure(Victim.async(() -> Victim.get(root).count())))
				.isInstanceOfAny(ProtocolException.class, ConnectionClosedException.class);
		}
		assertThat(this.victim.violations).hasValue(1);
		assertThat(this.victim.ends).hasValue(1);
		assertThat(this.victim.served.calls).hasValue(0);
		this.victim.checkBystander();
	}

	private static Arguments attack(String name, String words, Attack attack) {
		return Arguments.of(Named.of(name, attack), words);
	}

	private static byte[] u32(int value) {
		return new byte[] { (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value };
	}

	private static RawFrame reply(int type, Received call) {
		return RawFrame.reply(type, call.number());
	}

	/** A result that is the first of its references. */
	private static RawFrame room(Received call) {
		return reply(Frame.RETURN, call).value(Room.class, new Victim.ServedRoom(), 0);
	}

	private static RawFrame callBack(RawLane lane, long object, String method) throws Exception {
		InterfaceModel model = lane.bind(1, 500, Door.class);
		RawFrame frame = RawFrame.call(2, object, 500, model, method);
		lane.send(frame);
		return frame;
	}

	/** The start of an exception, up to whether it has fields. */
	private static RawFrame exception(Received call, int frames, int fields) {
		return reply(Frame.THROW, call).text("java.lang.Exception").u8(0).text("").u32(frames).u8(fields);
	}

	private static RawFrame causes(Received call, int depth) {
		RawFrame frame = reply(Frame.THROW, call);
		for (int i = 0; i < depth; i++) {
			frame.text("java.lang.Exception").u8(0).text("").u32(0).u8(0).u8(1);
		}
		return frame;
	}

	@Test
	@DisplayName("S11: calls back and does not read the result, holds the caller no longer than its call may take")
	void callbackWhoseResultIsNotRead() throws Exception {
		try (Victim hurried = new Victim(Duration.ofSeconds(1)); RawPeer peer = hurried.attack()) {
			Connection connection = hurried.meet(peer);
			CompletableFuture<String> call = Victim.async(() -> connection.root(Door.class).echo("x"));
			RawLane lane = peer.laneForVictim();
			lane.read();
			InterfaceModel model = lane.bind(1, 500, Door.class);
			// Too long for the buffer between the two.
			lane.send(RawFrame.call(2, peer.door, 500, model, "echo").value(String.class, "y".repeat(200_000), 0));
			assertThat(Victim.failure(call)).isInstanceOf(CallTimeoutException.class);
		}
	}

}
