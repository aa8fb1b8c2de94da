package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.protocol.Handshake.Subject;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.MemoryLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(LeftoverCheck.class)
@DisplayName("S26: the handshake")
class HostileHandshakeTests {

	private static final int GREETING = 43;

	private static final int ANSWER = 70;

	private final Victim victim = new Victim();

	@AfterEach
	void close() throws Exception {
		this.victim.close();
	}

	private static byte[] greeting(int magic, int version, int purpose, int lane) {
		return ByteBuffer.allocate(GREETING)
			.putInt(magic)
			.putShort((short) version)
			.put((byte) purpose)
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
	@ValueSource(ints = { 0, 2, 256, 65535 })
	@DisplayName("refuses another version, naming both")
	void version(int version) throws Exception {
		assertThat(refusal(greeting(Handshake.MAGIC, version, 0, 0))).contains("version " + (short) version)
			.contains("this program version 1")
			.contains("same version of ipc-core");
		assertPeerConnects();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 127, 255 })
	@DisplayName("refuses a channel for an unknown purpose")
	void purpose(int purpose) throws Exception {
		assertThat(refusal(greeting(Handshake.MAGIC, 1, purpose, 0))).contains("unknown purpose");
	}

	@Test
	@DisplayName("refuses who does not know the secret")
	void secret() throws Exception {
		Channel channel = this.victim.connect();
		byte[] other = new byte[32];
		other[31] = 1;
		Throwable failure = Victim.failure(Victim.async(() -> {
			new Handshake(channel, other, Deadline.after(Duration.ofSeconds(60)))
				.connect(new Subject(Purpose.CONTROL, 0));
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
		Channel[] ends = MemoryLink.pair();
		CompletableFuture<Void> honest = Victim.async(() -> {
			new Handshake(new Recording(ends[0], heard), Victim.SECRET, Deadline.after(Duration.ofSeconds(60)))
				.connect(new Subject(Purpose.CONTROL, 0));
			return null;
		});
		new Handshake(ends[1], Victim.SECRET, Deadline.after(Duration.ofSeconds(60))).accept();
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
	@ValueSource(ints = { 0, 1, 5, 42, 43, 60, 74 })
	@DisplayName("refuses who leaves in the midst of it")
	void truncated(int count) throws Exception {
		Channel channel = this.victim.connect();
		byte[] bytes = Arrays.copyOf(honestGreeting(), 75);
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
		Channel[] ends = MemoryLink.pair();
		CompletableFuture<Subject> accepting = Victim
			.async(() -> new Handshake(ends[1], Victim.SECRET, Deadline.after(Duration.ofMillis(50))).accept());
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
	@DisplayName("does not let more channels wait for it than a peer needs")
	void flood() throws Exception {
		List<Channel> silent = new ArrayList<>();
		int most = 2 * Victim.MAX_CALLS + 16;
		for (int i = 0; i < most + 50; i++) {
			silent.add(this.victim.connect());
		}
		Eventually.until(() -> "nobody refused", () -> this.victim.rendezvous.refusal() != null);
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("ipc-test-executor"))
			.count()).isLessThanOrEqualTo(most);
		silent.forEach(Channel::close);
		Eventually.until(() -> "threads still wait",
				() -> String.valueOf(this.victim.rendezvous.refusal()).contains("closed the channel"));
	}

	@Test
	@DisplayName("accepts no second control channel")
	void secondControl() throws Exception {
		try (RawPeer peer = this.victim.attack()) {
			peer.sayHello();
			Connection connection = this.victim.connection();
			Victim.get(connection.peer());
			Channel second = peer.open(Purpose.CONTROL, 0);
			assertThat(Victim.failure(Victim.async(() -> RawPeer.read(second, 1)))).isInstanceOf(IOException.class);
			Eventually.until(() -> "no refusal", () -> this.victim.rendezvous.refusal() != null);
			assertThat(this.victim.rendezvous.refusal()).contains("connected already");
			assertThat(connection.isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("accepts no lane before the control channel")
	void laneFirst() throws Exception {
		Channel channel = this.victim.connect();
		new Handshake(channel, Victim.SECRET, Deadline.after(Duration.ofSeconds(60)))
			.connect(new Subject(Purpose.CONNECTOR_CALLS, 1));
		assertThat(refusal(channel)).contains("a lane before it connected");
		assertPeerConnects();
	}

	@Test
	@DisplayName("tells nothing to an acceptor that cannot prove itself")
	void lyingAcceptor() throws Exception {
		Channel[] ends = MemoryLink.pair();
		CompletableFuture<Void> connecting = Victim.async(() -> {
			new Handshake(ends[0], Victim.SECRET, Deadline.after(Duration.ofSeconds(60)))
				.connect(new Subject(Purpose.CONTROL, 0));
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
