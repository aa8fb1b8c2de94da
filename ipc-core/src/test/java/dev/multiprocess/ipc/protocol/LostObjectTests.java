package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.StaleReferenceException;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S18: an object that a peer passed on and then lost")
class LostObjectTests extends VictimTest {

	private static final int DOOR = 1;

	private static final int ROOM = 2;

	/** Returns once everything sent before was taken in. */
	private static void settle(RawPeer peer) throws Exception {
		peer.control(new ControlMessage.Ping());
		peer.await(ControlMessage.Pong.class, (pong) -> true);
	}

	/** Has the victim call a room of the peer, and returns what the victim sends then. */
	private Received visit(RawPeer peer, RawLane lane, long room) throws Exception {
		InterfaceModel model = lane.bind(1, DOOR, Door.class);
		lane.bind(2, ROOM, Room.class);
		lane.send(RawFrame.call(3, peer.door, DOOR, model, "visit")
			.value(Room.class, new Victim.ServedRoom(), 0)
			.exported(room, ROOM));
		return lane.read();
	}

	private void connect(RawPeer peer) throws Exception {
		peer.sayHello();
		peer.await(ControlMessage.Hello.class, (hello) -> true);
		Victim.get(this.victim.connection().peer());
	}

	@Test
	@DisplayName("is lost though that was told before the frame that mentions it arrived")
	void early() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			peer.control(new ControlMessage.Gone(9));
			settle(peer);
			Received answer = visit(peer, peer.lane(1), 9);
			assertThat(answer.type()).isEqualTo(Frame.THROW);
			assertThat(new Cursor(answer.body(), 0, answer.body().length).getString())
				.isEqualTo(StaleReferenceException.class.getName());
			assertThat(peer.await(ControlMessage.Release.class, (release) -> release.id() == 9).count()).isEqualTo(1);
			assertThat(this.victim.connection().stats().imported()).isZero();
		}
	}

	@Test
	@DisplayName("is remembered as long as there are not too many of them")
	void bounded() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			connect(peer);
			for (int id = 9; id < 20_000; id++) {
				peer.control(new ControlMessage.Gone(id));
			}
			settle(peer);
			assertThat(visit(peer, peer.lane(1), 9).type()).isEqualTo(Frame.CALL);
			assertThat(visit(peer, peer.lane(3), 19_999).type()).isEqualTo(Frame.THROW);
			assertThat(this.victim.connection().isOpen()).isTrue();
		}
	}

}
