package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.multiprocess.ipc.ConnectionClosedException;
import dev.multiprocess.ipc.testing.Eventually;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.RingPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer that writes to the memory it shares with its victim what it likes.
 */
@DisplayName("S39: a peer that shares memory")
class HostileRingTests extends VictimTest {

	private static final int DOOR = 500;

	private static final int CAPACITY = 256;

	private final List<RingPair> pairs = new CopyOnWriteArrayList<>();

	private RawPeer peer;

	private RawLane lane;

	private InterfaceModel model;

	/** The rings of the lane. */
	private RingPair rings;

	@BeforeEach
	void connect() throws Exception {
		this.peer = new RawPeer((patience) -> {
			RingPair pair = new RingPair(CAPACITY);
			this.pairs.add(pair);
			this.victim.rendezvous.accept(pair.ends()[1]);
			return pair.ends()[0];
		}, Victim.SECRET);
		this.peer.sayHello();
		this.peer.await(ControlMessage.Hello.class, (hello) -> true);
		this.lane = this.peer.lane(1);
		this.rings = this.pairs.get(this.pairs.size() - 1);
		this.model = this.lane.bind(1, DOOR, Door.class);
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	private RawFrame echo(int number, String text) {
		return RawFrame.call(number, this.peer.door, DOOR, this.model, "echo").value(String.class, text, 0);
	}

	private void assertViolation(String words) throws Exception {
		assertThat(Victim.get(this.victim.violation)).hasMessageContaining(words);
		assertThat(this.victim.violations).hasValue(1);
		this.peer.awaitDisconnected();
		this.victim.checkBystander();
	}

	@Test
	@DisplayName("is served as long as it is honest")
	void honest() throws Exception {
		this.lane.send(echo(2, "x".repeat(3 * CAPACITY)));
		assertThat(this.lane.read().type()).isEqualTo(Frame.RETURN);
		this.victim.checkBystander();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32 })
	@DisplayName("and says to have written what cannot be is disconnected")
	void written(long written) throws Exception {
		this.rings.there().putLong(RingPair.WRITTEN, written);
		this.rings.strike();
		assertViolation("a ring of " + CAPACITY);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32 })
	@DisplayName("and says to have read what cannot be is disconnected")
	void read(long read) throws Exception {
		this.rings.back().putLong(RingPair.READ, read);
		this.lane.send(echo(2, "x".repeat(2 * CAPACITY)));
		assertViolation("out of a ring of " + CAPACITY);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE, 1L << 32 })
	@DisplayName("and acknowledges what it cannot have read is disconnected")
	void acknowledged(long read) throws Exception {
		ByteBuffer there = this.rings.there();
		there.putLong(RingPair.ACKNOWLEDGED, read);
		there.putLong(RingPair.WRITTEN, there.getLong(RingPair.WRITTEN) + 1);
		this.rings.strike();
		assertViolation("out of a ring of " + CAPACITY);
	}

	@Test
	@DisplayName("and announces a frame that is too long is disconnected")
	void length() throws Exception {
		this.lane.send(new byte[] { 127, 0, 0, 0 });
		assertViolation("a frame of");
	}

	private CompletableFuture<String> victimCalls(String text) {
		return Victim.async(() -> this.victim.connection().root(Door.class).echo(text));
	}

	/** Returns the lane of the victim's first call, which was taken from it. */
	private RawLane firstLane(String answer) throws Exception {
		CompletableFuture<String> call = victimCalls("first");
		RawLane opened = this.peer.laneForVictim();
		this.rings = this.pairs.get(this.pairs.size() - 1);
		opened.send(RawFrame.reply(Frame.RETURN, opened.read().number()).value(String.class, answer, 0));
		assertThat(Victim.get(call)).isEqualTo(answer);
		return opened;
	}

	private long written() {
		return this.rings.back().getLong(RingPair.WRITTEN);
	}

	private void awaitWritten(long before) {
		Eventually.until(() -> "nothing was written", () -> written() > before);
	}

	@Test
	@DisplayName("and goes before it takes a call has that call sent down another lane")
	void untaken() throws Exception {
		RawLane first = firstLane("one");
		long before = written();
		CompletableFuture<String> call = victimCalls("second");
		awaitWritten(before);
		first.close();
		RawLane other = this.peer.laneForVictim();
		other.send(RawFrame.reply(Frame.RETURN, other.read().number()).value(String.class, "two", 0));
		assertThat(Victim.get(call)).isEqualTo("two");
	}

	@Test
	@DisplayName("and goes before it takes the answer to a callback is known to have taken the call")
	void untakenCallback() throws Exception {
		RawLane first = firstLane("one");
		CompletableFuture<String> call = victimCalls("second");
		first.read();
		long before = written();
		first.send(RawFrame.binding(9, 7, this.model));
		awaitWritten(before);
		first.close();
		this.peer.control(new ControlMessage.LaneClosed(first.id, first.taken()));
		assertThat(Victim.failure(call)).isInstanceOfSatisfying(ConnectionClosedException.class,
				(ex) -> assertThat(ex.mayHaveExecuted()).isTrue());
	}

	/** Sends a frame as long as the victim takes it; it may have been made to wait. */
	private boolean send(byte[] bytes) {
		ByteBuffer frame = ByteBuffer.wrap(bytes);
		try {
			while (frame.hasRemaining()) {
				if (this.victim.violation.isDone() || this.victim.served.holding.getCount() == 0) {
					return false;
				}
				if (this.lane.channel.write(frame) == 0) {
					this.lane.channel.await(Channel.WRITE, 1_000_000);
				}
				this.lane.channel.read(ByteBuffer.allocate(4096));
			}
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("and changes it meanwhile is answered or disconnected, and nothing else fails")
	void changing() throws Exception {
		ByteBuffer there = this.rings.there();
		AtomicBoolean end = new AtomicBoolean();
		CompletableFuture<Void> changing = Victim.async(() -> {
			Random random = new Random();
			while (!end.get()) {
				int index = random.nextBoolean() ? RingPair.BYTES + random.nextInt(CAPACITY)
						: RingPair.NOTE + random.nextInt(8 + RingPair.NOTE_LENGTH);
				there.put(index, (byte) (there.get(index) ^ 1 << random.nextInt(8)));
			}
			return null;
		});
		Logger logger = (Logger) LoggerFactory.getLogger(CallServer.class);
		ListAppender<ILoggingEvent> failures = new ListAppender<>();
		failures.start();
		logger.addAppender(failures);
		try {
			int number = 2;
			while (number < 10_000 && send(echo(number, "some text").toBytes())) {
				number++;
			}
			this.victim.checkBystander();
		}
		finally {
			end.set(true);
			Victim.get(changing);
			logger.detachAppender(failures);
		}
		assertThat(failures.list).isEmpty();
		assertThat(this.victim.violations).hasValueLessThanOrEqualTo(1);
	}

}
