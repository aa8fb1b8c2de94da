package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.protocol.ControlMessage.Failed;
import dev.multiprocess.ipc.protocol.ControlMessage.Ping;
import dev.multiprocess.ipc.protocol.ControlMessage.Pong;
import dev.multiprocess.ipc.protocol.ControlMessage.Ready;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Transports;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S26: a peer that takes long to start")
class PeerStartTests extends VictimTest {

	private static final IllegalStateException REASON = new IllegalStateException("no licence",
			new IllegalArgumentException("key is empty"));

	private Approach approach() throws IOException {
		return Approach.to(Victim.SECRET, (patience) -> this.victim.connect(), Handshake.TIMEOUT);
	}

	private Connection connect(Approach approach) {
		return approach.connect(this.victim.settings(new Victim.Served(), new Ignored(), Duration.ZERO));
	}

	/** Hears nothing. */
	private static final class Ignored implements ConnectionListener {

		private volatile Duration grace = Duration.ZERO;

		@Override
		public void leaving(Duration grace) {
			this.grace = grace;
		}

		@Override
		public void violated(ProtocolException violation) {
		}

		@Override
		public void closed() {
		}

		@Override
		public void closeRequested() {
		}

	}

	private static void assertTold(Throwable failure) {
		assertThat(failure).isInstanceOf(RemoteCallException.class)
			.hasMessage("java.lang.IllegalStateException: no licence")
			.cause()
			.hasMessage("java.lang.IllegalArgumentException: key is empty");
	}

	@Test
	@DisplayName("is waited for until it says that it is ready")
	void ready() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.connection();
			peer.greet();
			peer.control(new Ping());
			peer.await(Pong.class, (pong) -> true);
			assertThat(connection.peer()).isNotDone();
			peer.control(new Ready());
			assertThat(Victim.get(connection.peer()).pid()).isEqualTo(4711);
		}
	}

	@Test
	@DisplayName("is connected before it says hello")
	void early() throws Exception {
		Approach approach = approach();
		Connection parent = this.victim.connection();
		assertThat(parent.peer()).isNotDone();
		Connection worker = connect(approach);
		worker.serve();
		Victim.get(parent.peer());
		assertThat(parent.root(Door.class).echo("served")).isEqualTo("served");
		parent.close(Duration.ofSeconds(1));
		Victim.get(worker.whenClosed());
	}

	@Test
	@DisplayName("calls this side meanwhile, which may call back what it was given")
	void callsBeforeItIsReady() throws Exception {
		Connection worker = connect(approach());
		Victim.get(worker.peer());
		assertThat(worker.root(Door.class).echo("early")).isEqualTo("early");
		assertThat(worker.root(Door.class).visit((name) -> "called by " + name)).isEqualTo("called by victim");
		Connection parent = this.victim.connection();
		assertThat(parent.peer()).isNotDone();
		worker.serve();
		Victim.get(parent.peer());
		parent.close(Duration.ofSeconds(1));
		Victim.get(worker.whenClosed());
	}

	@Test
	@DisplayName("and then tells why it will not serve, without having said hello, is believed")
	void failedBeforeHello() throws Exception {
		Approach approach = approach();
		Connection parent = this.victim.connection();
		CompletableFuture<?> told = Victim.async(() -> {
			approach.failed(REASON);
			return null;
		});
		assertTold(Victim.failure(parent.peer()));
		Victim.get(parent.whenClosed());
		Victim.get(told);
		assertThat(this.victim.violations).hasValue(0);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("and then tells why it will not serve, after calls of its own, is believed")
	void failedAfterHello() throws Exception {
		Ignored listener = new Ignored();
		Connection worker = approach().connect(this.victim.settings(new Victim.Served(), listener, Duration.ZERO));
		Victim.get(worker.peer());
		assertThat(worker.root(Door.class).echo("early")).isEqualTo("early");
		worker.failed(REASON);
		Connection parent = this.victim.connection();
		assertTold(Victim.failure(parent.peer()));
		Victim.get(parent.whenClosed());
		Victim.get(worker.whenClosed());
		assertThat(listener.grace).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.victim.violations).hasValue(0);
	}

	@Test
	@DisplayName("and tells two reasons why it will not serve is heard once")
	void failedTwice() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.connection();
			FrameBuffer both = new FrameBuffer(ControlMessage.MAX_LENGTH);
			ControlCodec.write(new Failed(StartFailure.of(REASON)), both);
			ControlCodec.write(new Failed(StartFailure.of(new IllegalStateException("another"))), both);
			ControlCodec.write(new Ready(), both);
			RawPeer.write(peer.control, both.bytes(), both.position());
			assertTold(Victim.failure(connection.peer()));
			peer.awaitDisconnected();
			Victim.get(connection.whenClosed());
		}
		assertThat(this.victim.ends).hasValue(1);
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("and dies meanwhile releases who waits for it")
	void dies() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.connection();
			peer.greet();
			peer.control(new Ping());
			peer.await(Pong.class, (pong) -> true);
			peer.close();
			assertThat(Victim.failure(connection.peer())).isInstanceOf(ConnectionClosedException.class);
		}
	}

	@Test
	@DisplayName("waits for a parent that is halted, by a debugger say, for as long as it was told to")
	void patient() throws Exception {
		var ends = Transports.pair();
		CompletableFuture<Approach> approach = Victim
			.async(() -> Approach.to(Victim.SECRET, (patience) -> ends[0], Handshake.TIMEOUT.multipliedBy(100)));
		assertThatThrownBy(() -> approach.get(Handshake.TIMEOUT.toMillis() + 200, TimeUnit.MILLISECONDS))
			.isInstanceOf(TimeoutException.class);
		this.victim.rendezvous.accept(ends[1]);
		Connection parent = this.victim.connection();
		Connection worker = connect(Victim.get(approach));
		worker.serve();
		Victim.get(parent.peer());
		parent.close(Duration.ofSeconds(1));
		Victim.get(worker.whenClosed());
	}

	@Test
	@DisplayName("counts as met from when it begins to prove itself, and no more if it does not")
	void met() {
		var ends = Transports.pair();
		assertThat(this.victim.rendezvous.isMet()).isFalse();
		this.victim.rendezvous.accept(ends[1]);
		assertThat(this.victim.rendezvous.isMet()).isTrue();
		ends[0].close();
		Eventually.until(() -> "it still counts as met", () -> !this.victim.rendezvous.isMet());
	}

	@Test
	@DisplayName("and finds nobody to tell why it will not serve closes its end, and goes on")
	void nobodyToTell() throws Exception {
		var ends = Transports.pair();
		CompletableFuture<Approach> approach = Victim
			.async(() -> Approach.to(Victim.SECRET, (patience) -> ends[0], Handshake.TIMEOUT));
		this.victim.rendezvous.accept(ends[1]);
		Connection parent = this.victim.connection();
		Approach reached = Victim.get(approach);
		parent.lost();
		Victim.get(parent.whenClosed());
		reached.failed(REASON);
		assertThatThrownBy(() -> ends[0].read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
	}

}
