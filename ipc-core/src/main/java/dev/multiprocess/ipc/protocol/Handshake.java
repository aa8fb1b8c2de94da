package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;

import dev.multiprocess.ipc.protocol.HandshakeException.Reason;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.SharedMemory;
import org.jspecify.annotations.Nullable;

/**
 * Lets both ends of a new channel prove that they know the secret, before anything else
 * crosses it.
 *
 * <pre>
 * connector → acceptor   u32 magic | u16 version | u8 purpose | u64 connection | u32 lane | 32 bytes nonce
 * acceptor → connector   u32 magic | u16 version | 32 bytes nonce | 32 bytes proof
 * connector → acceptor   32 bytes proof
 * acceptor → connector   the verdict, see Verdict
 *
 * proof = HMAC-SHA256(secret, role | the first message | acceptor's nonce)
 * </pre>
 *
 * A control channel begins a connection: its id, and the secret of its lanes, follow from
 * these messages (see {@link Credentials}). The connector proves nothing to an acceptor
 * that has not proved itself, so a stranger who took over the address learns nothing. The
 * role in the proof keeps one side's proof from being sent back as the other's.
 */
final class Handshake {

	/** "IPC" and a byte that is no text. */
	static final int MAGIC = 0x49504301;

	/** Raised when the two sides could misunderstand each other. */
	static final short VERSION = 5;

	/** A channel that does not prove itself within this time is closed. */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final int NONCE = 32;

	private static final int PROOF = 32;

	/** What all versions have in common. */
	private static final int START = 4 + 2;

	private static final int GREETING = START + 1 + 8 + 4 + NONCE;

	private static final int ANSWER = START + NONCE + PROOF;

	private static final SecureRandom random = new SecureRandom();

	private final Exchange exchange;

	Handshake(Channel channel, long deadline) {
		this.exchange = new Exchange(channel, deadline);
	}

	/**
	 * What a channel is for.
	 *
	 * @param purpose who calls on it
	 * @param lane the lane's id, zero for the control channel
	 */
	record Subject(Purpose purpose, int lane) {
	}

	/**
	 * Who calls on a channel.
	 */
	enum Purpose {

		/** Nobody: it carries control messages. */
		CONTROL,

		/** The end that connected. */
		CONNECTOR_CALLS,

		/** The end that accepted, having asked for the lane. */
		ACCEPTOR_CALLS

	}

	/**
	 * A channel whose other end has proved itself, and waits for a verdict.
	 *
	 * @param subject what it is for
	 * @param connection the connection it is to be a part of
	 * @param lanes what the lanes of the connection need if it begins with this channel
	 */
	record Proved(Subject subject, long connection, Credentials lanes) {
	}

	/**
	 * Finds what the other side has to know.
	 */
	@FunctionalInterface
	interface Known {

		/** Returns the credentials of a connection, or of new ones. */
		Credentials of(long connection) throws IOException;

	}

	/**
	 * Runs the connector's part.
	 * @param credentials what both have to know
	 * @param subject what the channel is for
	 * @return what the lanes need if a connection begins with this channel
	 */
	Credentials connect(Credentials credentials, Subject subject) throws IOException {
		Credentials lanes = prove(credentials, subject);
		Verdict.read(this.exchange);
		return lanes;
	}

	/**
	 * Runs the connector's part for a lane.
	 * @param channel the channel of this handshake
	 * @param memory what is shared with the other side, or null
	 * @return what carries the lane
	 */
	Channel connectLane(Credentials credentials, Subject subject, Channel channel, @Nullable SharedMemory memory)
			throws IOException {
		prove(credentials, subject);
		int offer = Verdict.read(this.exchange);
		return new LaneTransport(this.exchange, channel, memory).take(offer);
	}

	private Credentials prove(Credentials credentials, Subject subject) throws IOException {
		byte[] greeting = ByteBuffer.allocate(GREETING)
			.putInt(MAGIC)
			.putShort(VERSION)
			.put((byte) subject.purpose().ordinal())
			.putLong(credentials.connection())
			.putInt(subject.lane())
			.put(nonce())
			.array();
		this.exchange.write(greeting);
		ByteBuffer answer = this.exchange.read(ANSWER);
		checkMagic(answer.getInt());
		checkVersion(answer.getShort());
		byte[] nonce = new byte[NONCE];
		answer.get(nonce);
		byte[] proof = new byte[PROOF];
		answer.get(proof);
		if (!MessageDigest.isEqual(proof, credentials.proof("acceptor", greeting, nonce))) {
			throw new HandshakeException(Reason.SECRET, "the other side does not know the secret");
		}
		this.exchange.write(credentials.proof("connector", greeting, nonce));
		return credentials.ofLanes(greeting, nonce);
	}

	/**
	 * Runs the acceptor's part but for the verdict.
	 * @param known finds what the other side has to know
	 */
	Proved accept(Known known) throws IOException {
		ByteBuffer start = this.exchange.read(START);
		checkMagic(start.getInt());
		byte[] nonce = nonce();
		ByteBuffer answer = ByteBuffer.allocate(ANSWER).putInt(MAGIC).putShort(VERSION);
		short version = start.getShort();
		if (version != VERSION) {
			// It finds out by the version in the answer.
			this.exchange.write(answer.array());
			checkVersion(version);
		}
		ByteBuffer greeting = ByteBuffer.allocate(GREETING)
			.put(start.rewind())
			.put(this.exchange.read(GREETING - START));
		ByteBuffer fields = greeting.flip().position(START);
		Subject subject = new Subject(purpose(fields.get()), fields.getInt(fields.position() + 8));
		long connection = fields.getLong();
		if ((connection == Credentials.NEW) != (subject.purpose() == Purpose.CONTROL)) {
			throw new IOException("it opened a lane before it connected, or connects within a connection");
		}
		Credentials credentials = known.of(connection);
		this.exchange.write(answer.put(nonce).put(credentials.proof("acceptor", greeting.array(), nonce)).array());
		if (!MessageDigest.isEqual(this.exchange.read(PROOF).array(),
				credentials.proof("connector", greeting.array(), nonce))) {
			throw new HandshakeException(Reason.SECRET, "it does not know the secret");
		}
		return new Proved(subject, connection, credentials.ofLanes(greeting.array(), nonce));
	}

	private static Purpose purpose(int purpose) throws IOException {
		if (purpose < 0 || purpose >= Purpose.values().length) {
			throw new IOException("it asked for a channel of unknown purpose " + purpose);
		}
		return Purpose.values()[purpose];
	}

	/** Tells the connector that it is welcome. */
	void welcome() throws IOException {
		Verdict.accept(this.exchange, LaneTransport.SOCKET);
	}

	/**
	 * Tells the connector of a lane that it is welcome.
	 * @param channel the channel of this handshake
	 * @param memory what is shared with the other side, or null
	 * @return what carries the lane
	 */
	Channel welcomeLane(Channel channel, @Nullable SharedMemory memory) throws IOException {
		return new LaneTransport(this.exchange, channel, memory).offer();
	}

	/** Tells the connector that there are as many connections as there may be. */
	void turnAway(int most) throws IOException {
		Verdict.turnAway(this.exchange, most);
	}

	private static void checkMagic(int magic) throws IOException {
		if (magic != MAGIC) {
			throw new IOException("it does not speak this protocol (first bytes 0x" + Integer.toHexString(magic) + ")");
		}
	}

	private static void checkVersion(short version) throws IOException {
		if (version != VERSION) {
			throw new IOException("it speaks version " + version + " of the protocol, this program version " + VERSION
					+ "; run both with the same version of ipc-core");
		}
	}

	private static byte[] nonce() {
		byte[] nonce = new byte[NONCE];
		random.nextBytes(nonce);
		return nonce;
	}

}
