package dev.multiprocess.ipc.protocol;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls that end because nobody waits for them any more.
 */
@DisplayName("A call that was interrupted since")
class EndedLaneTests extends VictimTest {

	private static final int DOOR = 500;

	/** Ends a lane, or all, and leaves its channel open. */
	interface End {

		void of(RawPeer peer, RawLane lane, Connection connection) throws Exception;

	}

	static Stream<Arguments> ends() {
		return Stream.of(
				end("its lane was closed",
						(peer, lane, connection) -> peer.control(new ControlMessage.LaneClosed(lane.id, 1))),
				end("the peer has gone", (peer, lane, connection) -> peer.control.close()),
				end("the connection was lost", (peer, lane, connection) -> connection.lost()));
	}

	private static Arguments end(String name, End end) {
		return Arguments.of(Named.of(name, end));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ends")
	@DisplayName("S12, S24: answers nothing: what it threw for that is no result")
	void noAnswer(End end) throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			peer.await(ControlMessage.Hello.class, (hello) -> true);
			RawLane lane = peer.lane(1);
			lane.send(RawFrame.call(2, peer.door, DOOR, lane.bind(1, DOOR, Door.class), "hold"));
			assertThat(this.victim.served.holding.await(60, TimeUnit.SECONDS)).isTrue();
			end.of(peer, lane, connection);
			assertThat(this.victim.served.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(Victim.failure(Victim.async(lane::read))).hasMessageContaining("closed the channel");
		}
	}

}
