package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.multiprocess.ipc.transport.Channel;

/**
 * Lets both ends of a new channel prove that they know the secret, before anything else
 * crosses it.
 *
 * <pre>
 * connector → acceptor   u32 magic | u16 version | u8 purpose | u32 lane | 32 bytes nonce
 * acceptor → connector   u32 magic | u16 version | 32 bytes nonce | 32 bytes proof
 * connector → acceptor   32 bytes proof
 * acceptor → connector   u8 accepted
 *
 * proof = HMAC-SHA256(secret, role | version | purpose | lane | connector's nonce | acceptor's nonce)
 * </pre>
 *
 * The connector proves nothing to an acceptor that has not proved itself, so a stranger
 * who took over the address learns nothing. The role in the proof keeps one side's proof
 * from being sent back as the other's.
 */
final class Handshake {

	/** "IPC" and a byte that is no text. */
	static final int MAGIC = 0x49504301;

	/** Raised when the two sides could misunderstand each other. */
	static final short VERSION = 1;

	/** A channel that does not prove itself within this time is closed. */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final int NONCE = 32;

	private static final int PROOF = 32;

	private static final int GREETING = 4 + 2 + 1 + 4 + NONCE;

	private static final int ANSWER = 4 + 2 + NONCE + PROOF;

	private static final byte ACCEPTED = 1;

	private static final SecureRandom random = new SecureRandom();

	private final Channel channel;

	private final byte[] secret;

	private final long deadline;

	Handshake(Channel channel, byte[] secret, long deadline) {
		this.channel = channel;
		this.secret = secret;
		this.deadline = deadline;
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

	/** Runs the connector's part. */
	void connect(Subject subject) throws IOException {
		ByteBuffer greeting = ByteBuffer.allocate(GREETING).putInt(MAGIC).putShort(VERSION);
		greeting.put((byte) subject.purpose().ordinal()).putInt(subject.lane()).put(nonce());
		write(greeting.array());
		ByteBuffer answer = read(ANSWER);
		checkMagic(answer.getInt());
		checkVersion(answer.getShort());
		byte[] theirNonce = new byte[NONCE];
		answer.get(theirNonce);
		byte[] theirProof = new byte[PROOF];
		answer.get(theirProof);
		if (!MessageDigest.isEqual(theirProof, proof("acceptor", greeting.array(), theirNonce))) {
			throw new IOException("the other side does not know the secret");
		}
		write(proof("connector", greeting.array(), theirNonce));
		if (read(1).get() != ACCEPTED) {
			throw new IOException("the other side did not accept");
		}
	}

	/** Runs the acceptor's part. */
	Subject accept() throws IOException {
		byte[] greeting = read(GREETING).array();
		ByteBuffer fields = ByteBuffer.wrap(greeting);
		checkMagic(fields.getInt());
		short version = fields.getShort();
		int purpose = fields.get();
		int lane = fields.getInt();
		byte[] nonce = nonce();
		write(ByteBuffer.allocate(ANSWER)
			.putInt(MAGIC)
			.putShort(VERSION)
			.put(nonce)
			.put(proof("acceptor", greeting, nonce))
			.array());
		checkVersion(version);
		if (purpose < 0 || purpose >= Purpose.values().length) {
			throw new IOException("it asked for a channel of unknown purpose " + purpose);
		}
		if (!MessageDigest.isEqual(read(PROOF).array(), proof("connector", greeting, nonce))) {
			throw new IOException("it does not know the secret");
		}
		write(new byte[] { ACCEPTED });
		return new Subject(Purpose.values()[purpose], lane);
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

	private byte[] proof(String role, byte[] greeting, byte[] acceptorNonce) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.secret, "HmacSHA256"));
			mac.update(role.getBytes(StandardCharsets.US_ASCII));
			mac.update(greeting);
			return mac.doFinal(acceptorNonce);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java has HmacSHA256", ex);
		}
	}

	private static byte[] nonce() {
		byte[] nonce = new byte[NONCE];
		random.nextBytes(nonce);
		return nonce;
	}

	private ByteBuffer read(int count) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(count);
		while (target.hasRemaining()) {
			int read = this.channel.read(target);
			if (read < 0) {
				throw new IOException("it closed the channel after " + target.position() + " of " + count + " bytes");
			}
			if (read == 0) {
				await(Channel.READ);
			}
		}
		return target.flip();
	}

	private void write(byte[] bytes) throws IOException {
		ByteBuffer source = ByteBuffer.wrap(bytes);
		while (source.hasRemaining()) {
			if (this.channel.write(source) == 0) {
				await(Channel.WRITE);
			}
		}
	}

	private void await(int interest) throws IOException {
		long left = Deadline.left(this.deadline);
		if (left <= 0) {
			throw new IOException("it stayed silent");
		}
		if (Thread.currentThread().isInterrupted()) {
			throw new IOException("the handshake was interrupted");
		}
		this.channel.await(interest, left);
	}

}
