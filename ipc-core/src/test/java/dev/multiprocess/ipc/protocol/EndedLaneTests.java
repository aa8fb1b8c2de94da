package dev.multiprocess.ipc.protocol;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests calls that end because nobody waits for them any more.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("A call that was interrupted since")
class EndedLaneTests {

	private static final int DOOR = 500;

	private final Victim victim = new Victim();

	@AfterEach
	void close() throws Exception {
		this.victim.close();
	}

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
			peer.sayHello();
			peer.await(ControlMessage.Hello.class, (hello) -> true);
			Connection connection = this.victim.connection();
			Victim.get(connection.peer());
			RawLane lane = peer.lane(1);
			lane.send(RawFrame.call(2, peer.door, DOOR, lane.bind(1, DOOR, Door.class), "hold"));
			assertThat(this.victim.served.holding.await(60, TimeUnit.SECONDS)).isTrue();
			end.of(peer, lane, connection);
			assertThat(this.victim.served.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(Victim.failure(Victim.async(lane::read))).hasMessageContaining("closed the channel");
		}
	}

}
