package dev.multiprocess.ipc.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.Limits;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S39: a peer that sends on its control channel")
class HostileControlTests extends VictimTest {

	/** Sends what no honest peer would. */
	interface Attack {

		void run(RawPeer peer, long door) throws Exception;

	}

	static Stream<Arguments> afterHello() {
		return Stream.of(attack("an empty message", "0 bytes", (peer, door) -> peer.control(new byte[0])),
				attack("a message of unknown type", "unknown type 99", (peer, door) -> peer.control(new byte[] { 99 })),
				attack("a message of negative length", "-1 bytes", (peer, door) -> raw(peer, -1)),
				attack("a message of the largest length", "2147483647 bytes",
						(peer, door) -> raw(peer, Integer.MAX_VALUE)),
				attack("a message beyond the limit", "65537 bytes",
						(peer, door) -> raw(peer, ControlMessage.MAX_LENGTH + 1)),
				attack("a message cut off", "too early", (peer, door) -> peer.control(new byte[] { 5, 0, 0 })),
				attack("a message and more", "too many", (peer, door) -> peer.control(new byte[] { 7, 0 })),
				attack("a second hello", "after its hello", (peer, door) -> peer.greet()),
				attack("that it is ready, again", "a Ready after it was ready",
						(peer, door) -> peer.control(new ControlMessage.Ready())),
				attack("that it failed to start, being ready", "a Failed after it was ready",
						(peer, door) -> peer.control(failed(1, "message"))),
				attack("the wish for a lane, which is not its to ask for", "lane 2",
						(peer, door) -> peer.control(new ControlMessage.OpenLane(2))),
				attack("the release of an object it was never given", "never given",
						(peer, door) -> peer.control(new ControlMessage.Release(door + 1, 1))),
				attack("the release of more than it was given", "2 times",
						(peer, door) -> peer.control(new ControlMessage.Release(door, 2))),
				attack("the release of nothing", "0 times",
						(peer, door) -> peer.control(new ControlMessage.Release(door, 0))),
				attack("a negative release", "-1 times",
						(peer, door) -> peer.control(new ControlMessage.Release(door, -1))),
				attack("a sign of life that nobody asked for", "nobody asked for",
						(peer, door) -> peer.control(new ControlMessage.Pong())),
				attack("a question for a sign of life and more", "too many",
						(peer, door) -> peer.control(new byte[] { 13, 0 })),
				attack("a question for a future it was never given", "never given",
						(peer, door) -> peer.control(new ControlMessage.OfFuture(Futures.Step.AWAIT, door + 1))),
				attack("the end of a future it was never given", "never given",
						(peer, door) -> peer.control(new ControlMessage.OfFuture(Futures.Step.CANCEL, door + 1))),
				attack("a question for an object that is no future", "for a future",
						(peer, door) -> peer.control(new ControlMessage.OfFuture(Futures.Step.AWAIT, door))),
				attack("the end of an object that is no future", "for a future",
						(peer, door) -> peer.control(new ControlMessage.OfFuture(Futures.Step.CANCEL, door))),
				attack("the end of a lane with more calls than it was sent", "took 1000 frames",
						(peer, door) -> peer.control(new ControlMessage.LaneClosed(2, 1000))),
				attack("the same release twice", "given 0 times", (peer, door) -> {
					peer.control(new ControlMessage.Release(door, 1));
					peer.control(new ControlMessage.Release(door, 1));
				}));
	}

	static Stream<Arguments> hellos() {
		return Stream.of(
				attack("something before its hello", "before its hello",
						(peer, door) -> peer.control(new ControlMessage.Goodbye())),
				attack("that it is ready before its hello", "a Ready before its hello",
						(peer, door) -> peer.control(new ControlMessage.Ready())),
				attack("a second hello before it is ready", "a Hello after its hello", (peer, door) -> {
					peer.greet();
					peer.greet();
				}),
				attack("no reason why it failed to start", "0 reasons", (peer, door) -> peer.control(failed(0, ""))),
				attack("too many reasons why it failed to start", "9 reasons",
						(peer, door) -> peer.control(failed(StartFailure.MOST_CAUSES + 1, ""))),
				attack("too long a reason why it failed to start", "1025 characters",
						(peer, door) -> peer.control(failed(1, "x".repeat(StartFailure.LONGEST_MESSAGE + 1)))),
				attack("a reason beyond what one message holds", "bytes", (peer, door) -> {
					peer.greet();
					raw(peer, ControlMessage.MAX_LENGTH + 1);
				}),
				attack("a hello whose name is no text", "UTF-8",
						(peer, door) -> peer.control(new byte[] { 1, 0, 0, 0, 1, (byte) 0xff })),
				attack("a hello whose name has no end", "too early",
						(peer, door) -> peer.control(new byte[] { 1, 0x7f, -1, -1, -1 })),
				attack("a hello with absurdly many interfaces", "items", (peer, door) -> {
					ByteBuffer hello = ByteBuffer.allocate(58).put((byte) 1).putInt(0).putLong(1).putInt(0);
					hello.putInt(1 << 20)
						.putInt(8)
						.putInt(8)
						.putLong(0)
						.put((byte) 1)
						.putLong(RawPeer.ROOT)
						.putInt(Integer.MAX_VALUE);
					peer.control(hello.flip().array());
				}), attack("a hello that takes no messages", "bytes", (peer, door) -> peer.control(RawPeer.hello(0))),
				attack("a hello that takes messages of negative length", "bytes",
						(peer, door) -> peer.control(RawPeer.hello(-5))),
				attack("a hello that takes no objects", "objects",
						(peer, door) -> peer
							.control(new Hello("", 1, 1, new Limits(1 << 20, 8, 0, 0, true), new Root(0, List.of())))),
				attack("a hello whose first object is the connection", "object",
						(peer, door) -> peer.control(new Hello("", 1, 1, new Limits(1 << 20, 8, 8, 0, true),
								new Root(0, List.of(Door.class.getName()))))));
	}

	private static ControlMessage failed(int causes, String message) {
		return new ControlMessage.Failed(
				new StartFailure("", Collections.nCopies(causes, new StartFailure.Cause("Type", message))));
	}

	private static void raw(RawPeer peer, int length) throws Exception {
		RawPeer.write(peer.control, ByteBuffer.allocate(4).putInt(length).array(), 4);
	}

	private static Arguments attack(String name, String words, Attack attack) {
		return Arguments.of(Named.of(name, attack), words);
	}

	@ParameterizedTest(name = "{0} is disconnected")
	@MethodSource("afterHello")
	@DisplayName("something wrong")
	void violation(Attack attack, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			long door = peer.await(Hello.class, (hello) -> true).root().id();
			CompletableFuture<Integer> waiting = Victim.async(() -> connection.root(Door.class).count());
			RawLane lane = peer.laneForVictim();
			assertThat(lane.read().method()).contains("count");
			attack.run(peer, door);
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			assertThat(Victim.failure(waiting)).isInstanceOf(ProtocolException.class).hasMessageContaining(words);
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.violations).hasValue(1);
		assertThat(this.victim.ends).hasValue(1);
		this.victim.checkBystander();
	}

	@ParameterizedTest(name = "{0} is disconnected")
	@MethodSource("hellos")
	@DisplayName("a wrong hello")
	void hello(Attack attack, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.connection();
			attack.run(peer, 0);
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
			assertThat(Victim.failure(connection.peer())).hasMessageContaining("broke the protocol");
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.violations).hasValue(1);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("what concerns nothing that is there does no harm")
	void harmless() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			CompletableFuture<Integer> count = Victim.async(() -> connection.root(Door.class).count());
			RawLane lane = peer.laneForVictim();
			RawLane.Received call = lane.read();
			peer.control(new ControlMessage.Cancel(4242, 1));
			peer.control(new ControlMessage.Cancel(lane.id, call.number()));
			peer.control(new ControlMessage.Cancel(lane.id, -1));
			peer.control(new ControlMessage.LaneClosed(4242, 7));
			peer.control(new ControlMessage.LaneClosed(-1, -1));
			peer.control(new ControlMessage.Gone(4242));
			peer.control(new ControlMessage.OfFuture(Futures.Step.COMPLETE, 4242));
			// Answered on the lane only after all that was taken in.
			RawLane own = peer.lane(1);
			own.bind(1, 500, Door.class);
			lane.send(RawFrame.reply(Frame.RETURN, call.number()).value(int.class, 5, 0));
			assertThat(Victim.get(count)).isEqualTo(5);
			assertThat(connection.isOpen()).isTrue();
		}
		assertThat(this.victim.violations).hasValue(0);
	}

	@Test
	@DisplayName("nothing and reads nothing either is disconnected before what waits for it fills the memory")
	void neverReads() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			for (int i = 0; i < ControlChannel.MOST_WAITING / 8; i++) {
				connection.send(new ControlMessage.Gone(i));
			}
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("does not read its control channel");
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.violations).hasValue(1);
		assertThat(this.victim.ends).hasValue(1);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("little and reads late is sent as many releases as it may have given objects")
	void readsLate() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			for (int i = 1; i <= 1_000_000; i++) {
				connection.send(new ControlMessage.Release(i, 1));
			}
			for (int i = 1; i <= 1_000_000; i++) {
				int id = i;
				peer.await(ControlMessage.Release.class, (release) -> release.id() == id);
			}
			assertThat(connection.isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("that calls shall have no limits of time is not heeded")
	void withoutTimeouts() throws Exception {
		try (Victim hurried = new Victim(Duration.ofMillis(1)); RawPeer peer = hurried.attack()) {
			Hello hello = RawPeer.hello(1 << 20);
			Limits limits = hello.limits();
			peer.control(new Hello("", 1, 1,
					new Limits(limits.messageSize(), limits.calls(), limits.references(), 0, false), hello.root()));
			peer.control(new ControlMessage.Ready());
			Connection connection = hurried.connection();
			Victim.get(connection.peer());
			assertThat(Victim.failure(Victim.async(() -> connection.root(Door.class))))
				.isInstanceOf(CallTimeoutException.class);
		}
	}

	@Test
	@DisplayName("bytes one by one is understood all the same")
	void slowly() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			FrameBuffer buffer = new FrameBuffer(1024);
			ControlCodec.write(RawPeer.hello(1 << 20), buffer);
			ControlCodec.write(new ControlMessage.Ready(), buffer);
			for (int i = 0; i < buffer.position(); i++) {
				RawPeer.write(peer.control, new byte[] { buffer.bytes()[i] }, 1);
			}
			assertThat(Victim.get(this.victim.connection().peer()).pid()).isEqualTo(4711);
		}
	}

}
