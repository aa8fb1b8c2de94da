package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.multiprocess.ipc.protocol.Handshake.Proved;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.Transports;
import dev.multiprocess.ipc.transport.Channel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S26: the handshake")
class HostileHandshakeTests extends VictimTest {

	private static final int GREETING = 51;

	private static final int ANSWER = 70;

	private static final Credentials SECRET = Credentials.of(Victim.SECRET);

	private static byte[] greeting(int magic, int version, int purpose, int lane) {
		return ByteBuffer.allocate(GREETING)
			.putInt(magic)
			.putShort((short) version)
			.put((byte) purpose)
			.putLong(Credentials.NEW)
			.putInt(lane)
			.array();
	}

	private static byte[] honestGreeting() {
		return greeting(Handshake.MAGIC, Handshake.VERSION, 0, 0);
	}

	/** Writes bytes instead of a greeting and returns why they were refused. */
	private String refusal(byte[] greeting) throws Exception {
		Channel channel = this.victim.connect();
		RawPeer.write(channel, greeting, greeting.length);
		return refusal(channel);
	}

	private String refusal(Channel channel) throws Exception {
		assertThat(Victim.failure(Victim.async(() -> {
			while (true) {
				RawPeer.read(channel, 1);
			}
		}))).isInstanceOf(IOException.class).hasMessageContaining("closed the channel");
		channel.close();
		Eventually.until(() -> "no refusal", () -> this.victim.rendezvous.refusal() != null);
		assertThat(this.victim.rendezvous.connected()).isNotDone();
		return String.valueOf(this.victim.rendezvous.refusal());
	}

	/** Whatever came before, the real peer gets through. */
	private void assertPeerConnects() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			peer.sayHello();
			assertThat(Victim.get(this.victim.connection().peer()).pid()).isEqualTo(4711);
		}
	}

	@Test
	@DisplayName("refuses what does not speak this protocol")
	void magic() throws Exception {
		byte[] request = Arrays.copyOf("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(), GREETING);
		assertThat(refusal(request)).contains("does not speak this protocol").contains("0x47455420");
		assertPeerConnects();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 256, 65535 })
	@DisplayName("refuses another version, naming both")
	void version(int version) throws Exception {
		assertThat(refusal(greeting(Handshake.MAGIC, version, 0, 0))).contains("version " + (short) version)
			.contains("this program version " + Handshake.VERSION)
			.contains("same version of ipc-core");
		assertPeerConnects();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 127, 255 })
	@DisplayName("refuses a channel for an unknown purpose")
	void purpose(int purpose) throws Exception {
		assertThat(refusal(greeting(Handshake.MAGIC, Handshake.VERSION, purpose, 0))).contains("unknown purpose");
	}

	@Test
	@DisplayName("refuses who does not know the secret")
	void secret() throws Exception {
		Channel channel = this.victim.connect();
		byte[] other = new byte[32];
		other[31] = 1;
		Throwable failure = Victim.failure(Victim.async(() -> {
			new Handshake(channel, Deadline.after(Duration.ofSeconds(60))).connect(Credentials.of(other),
					new Subject(Purpose.CONTROL, 0));
			return null;
		}));
		assertThat(failure).hasMessageContaining("does not know the secret");
		channel.close();
		assertPeerConnects();
	}

	/** Answers the acceptor's proof with bytes made of it. */
	private String refusalOfProof(UnaryOperator<byte[]> made) throws Exception {
		Channel channel = this.victim.connect();
		RawPeer.write(channel, honestGreeting(), GREETING);
		byte[] answer = RawPeer.read(channel, ANSWER);
		byte[] proof = made.apply(Arrays.copyOfRange(answer, ANSWER - 32, ANSWER));
		RawPeer.write(channel, proof, proof.length);
		return refusal(channel);
	}

	@Test
	@DisplayName("refuses its own proof, sent back")
	void reflected() throws Exception {
		assertThat(refusalOfProof((proof) -> proof)).contains("does not know the secret");
		assertPeerConnects();
	}

	@Test
	@DisplayName("refuses a proof of zeros")
	void zeros() throws Exception {
		assertThat(refusalOfProof((proof) -> new byte[32])).contains("does not know the secret");
	}

	@Test
	@DisplayName("refuses a proof that another handshake had accepted")
	void replayed() throws Exception {
		List<byte[]> heard = new ArrayList<>();
		Channel[] ends = Transports.pair();
		CompletableFuture<Void> honest = Victim.async(() -> {
			new Handshake(new Recording(ends[0], heard), Deadline.after(Duration.ofSeconds(60))).connect(SECRET,
					new Subject(Purpose.CONTROL, 0));
			return null;
		});
		Handshake accepting = new Handshake(ends[1], Deadline.after(Duration.ofSeconds(60)));
		accepting.accept((connection) -> SECRET);
		accepting.welcome();
		Victim.get(honest);
		Channel channel = this.victim.connect();
		RawPeer.write(channel, heard.get(0), GREETING);
		RawPeer.read(channel, ANSWER);
		RawPeer.write(channel, heard.get(1), 32);
		assertThat(refusal(channel)).contains("does not know the secret");
		channel.close();
		ends[0].close();
		ends[1].close();
	}

	/** Hears what is written. */
	private record Recording(Channel channel, List<byte[]> heard) implements Channel {

		@Override
		public int read(ByteBuffer target) throws IOException {
			return this.channel.read(target);
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			byte[] copy = new byte[source.remaining()];
			source.duplicate().get(copy);
			this.heard.add(copy);
			return this.channel.write(source);
		}

		@Override
		public void await(int interest, long nanos) throws IOException {
			this.channel.await(interest, nanos);
		}

		@Override
		public void wake() {
			this.channel.wake();
		}

		@Override
		public void close() {
			this.channel.close();
		}

	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 5, 6, 50, 51, 60, 82 })
	@DisplayName("refuses who leaves in the midst of it")
	void truncated(int count) throws Exception {
		Channel channel = this.victim.connect();
		byte[] bytes = Arrays.copyOf(honestGreeting(), GREETING + 32);
		RawPeer.write(channel, bytes, count);
		channel.close();
		Eventually.until(() -> "no refusal", () -> this.victim.rendezvous.refusal() != null);
		assertThat(this.victim.rendezvous.refusal()).contains("closed");
		assertPeerConnects();
	}

	@Test
	@DisplayName("ends the wait for who stays silent, and nobody waits behind them")
	void silent() throws Exception {
		List<Channel> silent = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			silent.add(this.victim.connect());
		}
		assertPeerConnects();
		for (Channel channel : silent) {
			assertThat(Victim.failure(Victim.async(() -> RawPeer.read(channel, 1)))).isInstanceOf(IOException.class);
			channel.close();
		}
		assertThat(this.victim.rendezvous.refusal()).contains("silent");
	}

	@Test
	@DisplayName("takes no longer than it may, however slowly the other side writes")
	void slow() throws Exception {
		Channel[] ends = Transports.pair();
		CompletableFuture<Proved> accepting = Victim
			.async(() -> new Handshake(ends[1], Deadline.after(Duration.ofMillis(50))).accept((connection) -> SECRET));
		while (!accepting.isDone()) {
			RawPeer.write(ends[0], new byte[1], 1);
			Thread.onSpinWait();
			if (accepting.isDone()) {
				break;
			}
		}
		assertThat(Victim.failure(accepting)).isInstanceOf(IOException.class);
		ends[0].close();
		ends[1].close();
	}

	@Test
	@DisplayName("lets no more channels wait for it than a peer needs, and the real peer past them")
	void flood() throws Exception {
		List<Channel> silent = new ArrayList<>();
		int most = 2 * Victim.MAX_CALLS + 16;
		for (int i = 0; i < most + 50; i++) {
			silent.add(this.victim.connect());
		}
		assertThat(this.victim.rendezvous.refusal()).contains("too many channels");
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("ipc-test-executor"))
			.count()).isLessThanOrEqualTo(most + 10);
		assertPeerConnects();
		silent.forEach(Channel::close);
	}

	@Test
	@DisplayName("lets a lane wait for the hello, which comes on another channel")
	void laneBeforeHello() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			CompletableFuture<RawLane> lane = Victim.async(() -> peer.lane(1));
			Eventually.until(() -> "nobody waits",
					() -> Thread.getAllStackTraces()
						.values()
						.stream()
						.flatMap(Stream::of)
						.anyMatch((frame) -> frame.getMethodName().equals("awaitHello")));
			assertThat(lane).isNotDone();
			peer.sayHello();
			Victim.get(lane);
			Connection connection = this.victim.connection();
			Eventually.until(() -> "no lane", () -> connection.stats().lanes() == 1);
			assertThat(this.victim.rendezvous.refusal()).isNull();
		}
	}

	@Test
	@DisplayName("refuses a lane that knows the common secret, but not that of its connection")
	void foreignLane() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			Credentials guessed = new Credentials(peer.lanes.connection(), Victim.SECRET);
			Subject lane = new Subject(Purpose.CONNECTOR_CALLS, 1);
			assertThat(Victim.failure(Victim.async(() -> peer.open(guessed, lane)))).isInstanceOfSatisfying(
					HandshakeException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(HandshakeException.Reason.SECRET));
			Credentials unknown = new Credentials(peer.lanes.connection() + 1, peer.lanes.secret());
			assertThat(Victim.failure(Victim.async(() -> peer.open(unknown, lane)))).isInstanceOf(IOException.class);
			Eventually.until(() -> "no refusal", () -> String.valueOf(this.victim.rendezvous.refusal())
				.contains("a connection that has ended, or never was"));
			assertThat(connection.isOpen()).isTrue();
			assertThat(connection.stats().lanes()).isZero();
		}
	}

	@Test
	@DisplayName("accepts no second control channel")
	void secondControl() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			Connection connection = this.victim.meet(peer);
			assertThat(Victim.failure(Victim.async(() -> peer.open(Purpose.CONTROL, 0)))).isInstanceOfSatisfying(
					HandshakeException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(HandshakeException.Reason.FULL));
			Eventually.until(() -> "no refusal", () -> this.victim.rendezvous.refusal() != null);
			assertThat(this.victim.rendezvous.refusal()).contains("as many are connected");
			assertThat(connection.isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("accepts no lane before the control channel")
	void laneFirst() throws Exception {
		Channel channel = this.victim.connect();
		RawPeer.write(channel, greeting(Handshake.MAGIC, Handshake.VERSION, Purpose.CONNECTOR_CALLS.ordinal(), 1),
				GREETING);
		assertThat(refusal(channel)).contains("a lane before it connected");
		assertPeerConnects();
	}

	@Test
	@DisplayName("tells nothing to an acceptor that cannot prove itself")
	void lyingAcceptor() throws Exception {
		Channel[] ends = Transports.pair();
		CompletableFuture<Void> connecting = Victim.async(() -> {
			new Handshake(ends[0], Deadline.after(Duration.ofSeconds(60))).connect(SECRET,
					new Subject(Purpose.CONTROL, 0));
			return null;
		});
		RawPeer.read(ends[1], GREETING);
		byte[] answer = ByteBuffer.allocate(ANSWER).putInt(Handshake.MAGIC).putShort(Handshake.VERSION).array();
		RawPeer.write(ends[1], answer, ANSWER);
		assertThat(Victim.failure(connecting)).hasMessageContaining("does not know the secret");
		assertThat(ends[1].read(ByteBuffer.allocate(1))).isZero();
		ends[0].close();
		ends[1].close();
	}

}
