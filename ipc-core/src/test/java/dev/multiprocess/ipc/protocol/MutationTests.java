package dev.multiprocess.ipc.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.CallTimeoutException;
import dev.multiprocess.ipc.IpcException;
import dev.multiprocess.ipc.RemoteCallException;
import dev.multiprocess.ipc.protocol.Door.Circle;
import dev.multiprocess.ipc.protocol.Door.Room;
import dev.multiprocess.ipc.protocol.Door.Shape;
import dev.multiprocess.ipc.protocol.Door.Tree;
import dev.multiprocess.ipc.protocol.RawLane.Received;
import dev.multiprocess.ipc.testing.LeftoverCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Throws changed bytes at a live connection, the same ones every time.
 */
@ExtendWith(LeftoverCheck.class)
@DisplayName("S39: changed bytes")
class MutationTests {

	private static final int CONNECTIONS = 300;

	private static final int INPUTS = 10;

	@Test
	@DisplayName("from the peer end in an answer or one of our exceptions, and leave nothing")
	void mutations() throws Exception {
		for (int seed = 0; seed < CONNECTIONS; seed++) {
			try (Victim victim = new Victim(Duration.ofMillis(200)); RawPeer peer = victim.attack()) {
				attack(victim, peer, new Random(seed));
				peer.close();
				Victim.get(victim.connection().whenClosed());
				assertThat(victim.ends).hasValue(1);
				Connection connection = victim.connection();
				assertThat(connection.stats().exported() + connection.stats().imported()).isZero();
			}
			catch (Throwable ex) {
				throw new AssertionError("With seed " + seed, ex);
			}
		}
	}

	private void attack(Victim victim, RawPeer peer, Random random) throws Exception {
		Connection connection = victim.meet(peer);
		long door = peer.await(ControlMessage.Hello.class, (hello) -> true).root().id();
		CompletableFuture<Door> root = Victim.async(() -> connection.root(Door.class));
		RawLane replies = peer.laneForVictim();
		Random replyRandom = new Random(random.nextLong());
		CompletableFuture<Void> replying = Victim.async(() -> {
			while (true) {
				replies.send(changed(reply(replies.read(), replyRandom), replyRandom));
			}
		});
		Door proxy = root.handle((found, ex) -> found).get(60, TimeUnit.SECONDS);
		if (proxy == null) {
			// The machine is so busy that this was too short a time for an honest start.
			assertThat(Victim.failure(root)).isInstanceOf(CallTimeoutException.class);
			return;
		}
		Random callRandom = new Random(random.nextLong());
		CompletableFuture<Void> calling = Victim.async(() -> {
			for (int i = 0; i < INPUTS; i++) {
				call(proxy, callRandom.nextInt(4));
			}
			return null;
		});
		try {
			RawLane calls = peer.lane(1);
			InterfaceModel model = calls.bind(1, 500, Door.class);
			for (int i = 0; i < INPUTS; i++) {
				calls.send(changed(request(door, model, random), random));
				if (random.nextInt(10) == 0) {
					peer.control(control(door, random));
				}
			}
		}
		catch (IOException ex) {
			// Disconnected in the meantime.
		}
		calling.handle((done, ex) -> ex).thenAccept((ex) -> {
			if (ex != null && !(ex instanceof IpcException)) {
				throw new AssertionError("Not one of ours", ex);
			}
		}).get(60, TimeUnit.SECONDS);
		peer.close();
		assertThat(Victim.failure(replying)).isInstanceOf(IOException.class);
	}

	private static void call(Door proxy, int method) {
		try {
			switch (method) {
				case 0 -> proxy.echo("x");
				case 1 -> proxy.room();
				case 2 -> proxy.shape();
				default -> proxy.tree(new Tree(List.of()));
			}
		}
		catch (IllegalStateException ex) {
			// The exception that the peer answers with, its text changed perhaps.
			if (ex.getStackTrace().length == 0) {
				throw ex;
			}
		}
		catch (RemoteCallException ex) {
			// The same, its type changed.
		}
	}

	private static RawFrame reply(Received call, Random random) {
		RawFrame frame = RawFrame.reply(Frame.RETURN, call.number());
		return switch (random.nextInt(5)) {
			case 0 -> frame.value(String.class, "some text", 0);
			case 1 -> frame.value(Room.class, new Victim.ServedRoom(), 0).exported(7, 500);
			case 2 -> frame.value(Shape.class, new Circle(3), RawFrame.TYPES);
			case 3 -> frame.value(Tree.class, new Tree(List.of(new Tree(List.of()))), RawFrame.TYPES);
			default -> RawFrame.reply(Frame.THROW, call.number())
				.text("java.lang.IllegalStateException")
				.u8(1)
				.text("x")
				.text("x")
				.u32(1)
				.text("Some")
				.text("where")
				.u8(0)
				.u32(5)
				.u8(0)
				.u8(0)
				.u32(0);
		};
	}

	private static RawFrame request(long door, InterfaceModel model, Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> RawFrame.call(2, door, 500, model, "echo").value(String.class, "some text", 0);
			case 1 -> RawFrame.call(2, door, 500, model, "exchange")
				.value(Room.class, new Victim.ServedRoom(), 0)
				.exported(8, 500);
			case 2 -> RawFrame.binding(2, 501, model);
			default ->
				RawFrame.call(2, door, 500, model, "tree").value(Tree.class, new Tree(List.of()), RawFrame.TYPES);
		};
	}

	private static byte[] control(long door, Random random) {
		FrameBuffer buffer = new FrameBuffer(1024);
		ControlCodec.write(switch (random.nextInt(4)) {
			case 0 -> new ControlMessage.Release(door, 1);
			case 1 -> new ControlMessage.Cancel(1, 1);
			case 2 -> new ControlMessage.LaneClosed(1, 1);
			default -> new ControlMessage.Gone(7);
		}, buffer);
		byte[] message = new byte[buffer.position() - 4];
		System.arraycopy(buffer.bytes(), 4, message, 0, message.length);
		message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
		return message;
	}

	/** Changes some bits, or cuts or adds bytes; mostly keeps the length honest. */
	private static byte[] changed(RawFrame frame, Random random) {
		byte[] bytes = frame.toBytes();
		for (int changes = random.nextInt(4); changes > 0; changes--) {
			int from = (random.nextInt(20) == 0) ? 0 : 4;
			bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
		}
		if (random.nextInt(4) == 0) {
			bytes = Arrays.copyOf(bytes, Math.max(12, bytes.length + random.nextInt(9) - 6));
			ByteBuffer.wrap(bytes).putInt(bytes.length - 4);
		}
		return bytes;
	}

}
