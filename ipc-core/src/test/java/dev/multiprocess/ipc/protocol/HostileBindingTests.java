package dev.multiprocess.ipc.protocol;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.Door.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer that lies when interfaces are compared.
 */
@DisplayName("S34, S39: a peer that")
class HostileBindingTests extends VictimTest {

	@AfterEach
	void checkBystander() throws Exception {
		this.victim.checkBystander();
	}

	static Stream<Arguments> answers() {
		return Stream.of(answer("nothing", "too early", (frame) -> {
		}), answer("an answer nobody knows", "answered 9", (frame) -> frame.u8(9)),
				answer("half an answer", "too early", (frame) -> frame.u8(BindingRequest.DIFFERENT)),
				answer("absurdly many constants", "items",
						(frame) -> frame.u8(BindingRequest.OTHER_CONSTANTS).u32(Integer.MAX_VALUE)),
				answer("absurdly many super-types", "items",
						(frame) -> frame.u8(BindingRequest.SAME).u32(Integer.MAX_VALUE)),
				answer("more constants than an enum can have", "constants", (frame) -> {
					frame.u8(BindingRequest.OTHER_CONSTANTS).u32(70_000);
					for (int i = 0; i < 70_000; i++) {
						frame.text("");
					}
				}), answer("an answer of a method that nobody knows", "answered 9",
						(frame) -> frame.u8(1).u8(1).u8(1).u8(1).u8(1).u8(9)));
	}

	private static Arguments answer(String name, String words, Consumer<RawFrame> content) {
		return Arguments.of(Named.of(name, content), words);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	@DisplayName("answers a request with")
	void wrongAnswer(Consumer<RawFrame> content, String words) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			peer.await(ControlMessage.Hello.class, (hello) -> true);
			CompletableFuture<Door> root = Victim.async(() -> connection.root(Door.class));
			RawLane lane = peer.laneForVictim();
			Cursor request = new Cursor(RawPeer.readFrame(lane.channel), 0, 8);
			request.getInt();
			RawFrame answer = RawFrame.reply(Frame.RETURN, request.getInt());
			content.accept(answer);
			lane.send(answer);
			assertThat(Victim.failure(root)).isInstanceOf(ProtocolException.class).hasMessageContaining(words);
			peer.awaitDisconnected();
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.violations).hasValue(1);
	}

	@Test
	@DisplayName("calls a method that it knows to be another one is disconnected")
	void callsWhatDiffers() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			peer.sayHello();
			long door = peer.await(ControlMessage.Hello.class, (hello) -> true).root().id();
			RawLane lane = peer.lane(1);
			lane.send(RawFrame.call(1, Frame.CONNECTION, 0, 0)
				.u32(1)
				.u32(1000)
				.text(Tree.class.getName())
				.text("record of something else")
				.u32(0)
				.u32(0)
				.u8(1)
				.u32(7)
				.text(Door.class.getName())
				.u32(2)
				.text("tree(" + Tree.class.getName() + ")")
				.text("(" + Tree.class.getName() + ") " + Tree.class.getName())
				.text("count()")
				.text("() int")
				.u32(0));
			Cursor answer = new Cursor(RawPeer.readFrame(lane.channel), 8, 1024);
			assertThat(answer.getByte()).isEqualTo(BindingRequest.DIFFERENT);
			assertThat(answer.getString()).contains("Tree(");
			assertThat(answer.getByte()).isEqualTo(1);
			assertThat(answer.getByte()).isEqualTo(BindingRequest.OTHER_TYPE);
			assertThat(answer.getString()).isEqualTo(Tree.class.getName());
			assertThat(answer.getString()).contains("Tree(");
			assertThat(answer.getByte()).isEqualTo(BindingRequest.SAME);
			lane.send(RawFrame.call(2, door, 7, 1));
			assertThat(lane.read().type()).isEqualTo(Frame.RETURN);
			lane.send(RawFrame.call(3, door, 7, 0).value(Tree.class, new Tree(List.of()), RawFrame.TYPES));
			assertThat(Victim.get(this.victim.violation)).hasMessageContaining("does not exist");
			peer.awaitDisconnected();
			Victim.get(this.victim.connection().whenClosed());
		}
		assertThat(this.victim.served.calls).hasValue(1);
	}

}
