package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.multiprocess.ipc.faults.FaultsWorker;
import dev.multiprocess.ipc.protocol.Handshake.Purpose;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.SocketLink;

/**
 * A program that is spawned and then does not do what a worker does. Its first argument
 * says what it does instead.
 */
public final class LyingWorker {

	private final Path socket;

	private LyingWorker(Path socket) {
		this.socket = socket;
	}

	public static void main(String[] args) throws Exception {
		LyingWorker worker = new LyingWorker(Path.of(args[2].substring("unix:".length())));
		if (args[0].equals("strangers")) {
			List<Channel> strangers = worker.strangers();
			FaultsWorker.main(new String[] { args[1], args[2] });
			strangers.forEach(Channel::close);
			return;
		}
		byte[] secret = HexFormat.of().parseHex(new String(System.in.readNBytes(64)));
		System.out.println("lying: " + args[0]);
		switch (args[0]) {
			case "wrong-secret" -> worker.wrongSecret(secret);
			case "wrong-version" -> worker.wrongVersion();
			case "garbage" -> worker.garbage();
			case "die-before-hello" -> worker.dieBeforeHello(secret);
			case "silent-after-hello" -> worker.silentAfterHello(secret);
			case "stay-after-goodbye" -> worker.stayAfterGoodbye(secret);
			case "hang-up" -> worker.hangUp(secret);
			case "lie-in-reply" -> worker.lieInReply(secret);
			default -> throw new IllegalArgumentException(args[0]);
		}
	}

	/** Ends once the parent has hung up. */
	private static void awaitRefusal(Channel channel) throws IOException {
		try {
			while (true) {
				RawPeer.read(channel, 1);
			}
		}
		catch (IOException ex) {
			System.exit(9);
		}
	}

	private static void sleep() throws InterruptedException {
		new CountDownLatch(1).await();
	}

	private Channel connect() throws IOException {
		return SocketLink.connect(this.socket, Duration.ofSeconds(60));
	}

	private List<Channel> strangers() throws IOException {
		List<Channel> strangers = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			Channel stranger = connect();
			byte[] bytes = new byte[] { 'G', 'E', 'T', ' ' };
			// Some say something, some nothing, some leave, some stay.
			if (i % 3 == 0) {
				RawPeer.write(stranger, new byte[100], 100);
			}
			else if (i % 3 == 1) {
				RawPeer.write(stranger, bytes, bytes.length);
			}
			if (i % 2 == 0) {
				stranger.close();
			}
			strangers.add(stranger);
		}
		return strangers;
	}

	private void wrongSecret(byte[] secret) throws Exception {
		secret[0] ^= 1;
		try {
			new RawPeer((patience) -> connect(), secret);
		}
		catch (IOException ex) {
			System.out.println(ex.getMessage());
		}
		// Even if it finds the parent's proof wrong, it may try to go on.
		Channel channel = connect();
		RawPeer.write(channel, greeting(Handshake.VERSION), 51);
		RawPeer.read(channel, 70);
		RawPeer.write(channel, new byte[32], 32);
		awaitRefusal(channel);
	}

	private static byte[] greeting(int version) {
		return ByteBuffer.allocate(51).putInt(Handshake.MAGIC).putShort((short) version).array();
	}

	private void wrongVersion() throws Exception {
		Channel channel = connect();
		RawPeer.write(channel, greeting(99), 51);
		awaitRefusal(channel);
	}

	private void garbage() throws Exception {
		Channel channel = connect();
		RawPeer.write(channel, new byte[100], 100);
		awaitRefusal(channel);
	}

	private void dieBeforeHello(byte[] secret) throws Exception {
		RawPeer peer = new RawPeer((patience) -> connect(), secret);
		// Once it has spoken the parent knows it as connected.
		peer.await(ControlMessage.Hello.class, (hello) -> true);
		new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
		sleep();
	}

	private void silentAfterHello(byte[] secret) throws Exception {
		RawPeer peer = new RawPeer((patience) -> connect(), secret);
		peer.sayHello();
		RawLane lane = peer.laneForVictim();
		RawPeer.readFrame(lane.channel);
		sleep();
	}

	private void stayAfterGoodbye(byte[] secret) throws Exception {
		RawPeer peer = new RawPeer((patience) -> connect(), secret);
		peer.sayHello();
		peer.laneForVictim().read();
		peer.control(new ControlMessage.Goodbye());
		sleep();
	}

	private void hangUp(byte[] secret) throws Exception {
		RawPeer peer = new RawPeer((patience) -> connect(), secret);
		peer.sayHello();
		peer.laneForVictim().read();
		peer.close();
		sleep();
	}

	private void lieInReply(byte[] secret) throws Exception {
		RawPeer peer = new RawPeer((patience) -> connect(), secret);
		peer.sayHello();
		RawLane lane = peer.laneForVictim();
		RawLane.Received call = lane.read();
		lane.send(RawFrame.reply(Frame.RETURN, call.number() + 7).text("x"));
		peer.open(Purpose.CONNECTOR_CALLS, 1);
		sleep();
	}

}
