package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ControlMessage.Cancel;
import dev.multiprocess.ipc.protocol.ControlMessage.Failed;
import dev.multiprocess.ipc.protocol.ControlMessage.FramesTaken;
import dev.multiprocess.ipc.protocol.ControlMessage.Gone;
import dev.multiprocess.ipc.protocol.ControlMessage.Goodbye;
import dev.multiprocess.ipc.protocol.ControlMessage.Hello;
import dev.multiprocess.ipc.protocol.ControlMessage.LaneClosed;
import dev.multiprocess.ipc.protocol.ControlMessage.Limits;
import dev.multiprocess.ipc.protocol.ControlMessage.OfFuture;
import dev.multiprocess.ipc.protocol.ControlMessage.OneWayFailed;
import dev.multiprocess.ipc.protocol.ControlMessage.OpenLane;
import dev.multiprocess.ipc.protocol.ControlMessage.Ping;
import dev.multiprocess.ipc.protocol.ControlMessage.Pong;
import dev.multiprocess.ipc.protocol.ControlMessage.Ready;
import dev.multiprocess.ipc.protocol.ControlMessage.Release;
import dev.multiprocess.ipc.protocol.ControlMessage.Root;

/**
 * Turns control messages into bytes, and back.
 *
 * <p>
 * Layout: {@code u32 length of the rest | u8 type | fields in the order of the record},
 * where a text is its length as {@code u32} and its UTF-8 bytes.
 */
final class ControlCodec {

	private ControlCodec() {
	}

	/** Appends a message with its length. */
	static void write(ControlMessage message, FrameBuffer target) {
		int start = target.position();
		target.putInt(0);
		if (message instanceof Hello hello) {
			writeHello(hello, target);
		}
		else if (message instanceof Ready) {
			target.putByte(15);
		}
		else if (message instanceof Failed failed) {
			target.putByte(16);
			failed.reason().write(target);
		}
		else if (message instanceof Goodbye) {
			target.putByte(7);
		}
		else if (message instanceof Ping) {
			target.putByte(13);
		}
		else if (message instanceof Pong) {
			target.putByte(14);
		}
		else if (message instanceof OneWayFailed failed) {
			target.putByte(12);
			target.putString(failed.method());
			target.putString(failed.type());
			target.putString(failed.message());
		}
		else {
			writeObject(message, target);
			writeLane(message, target);
		}
		target.setInt(start, target.position() - start - 4);
	}

	/** Writes what concerns an object. */
	private static void writeObject(ControlMessage message, FrameBuffer target) {
		if (message instanceof Release release) {
			target.putByte(5);
			target.putLong(release.id());
			target.putInt(release.count());
		}
		else if (message instanceof Gone gone) {
			target.putByte(6);
			target.putLong(gone.id());
		}
		else if (message instanceof OfFuture future) {
			target.putByte(8 + future.step().ordinal());
			target.putLong(future.id());
		}
	}

	/** Writes what concerns a lane. */
	private static void writeLane(ControlMessage message, FrameBuffer target) {
		if (message instanceof OpenLane open) {
			target.putByte(2);
			target.putInt(open.lane());
		}
		else if (message instanceof Cancel cancel) {
			target.putByte(3);
			target.putInt(cancel.lane());
			target.putInt(cancel.call());
		}
		else if (message instanceof LaneClosed closed) {
			target.putByte(4);
			target.putInt(closed.lane());
			target.putLong(closed.framesDecoded());
		}
		else if (message instanceof FramesTaken taken) {
			target.putByte(11);
			target.putInt(taken.lane());
			target.putLong(taken.frames());
		}
	}

	private static void writeHello(Hello hello, FrameBuffer target) {
		target.putByte(1);
		target.putString(hello.name());
		target.putLong(hello.pid());
		target.putInt(hello.depth());
		target.putInt(hello.limits().messageSize());
		target.putInt(hello.limits().calls());
		target.putInt(hello.limits().references());
		target.putLong(hello.limits().graceMillis());
		target.putByte(hello.limits().callTimeouts() ? 1 : 0);
		target.putLong(hello.root().id());
		target.putInt(hello.root().interfaces().size());
		hello.root().interfaces().forEach(target::putString);
	}

	/** Reads a message without its length. */
	static ControlMessage read(Cursor source) {
		int type = source.getByte();
		ControlMessage message = switch (type) {
			case 1 -> readHello(source);
			case 2 -> new OpenLane(source.getInt());
			case 3 -> new Cancel(source.getInt(), source.getInt());
			case 4 -> new LaneClosed(source.getInt(), source.getLong());
			case 5 -> new Release(source.getLong(), source.getInt());
			case 6 -> new Gone(source.getLong());
			case 7 -> new Goodbye();
			case 13 -> new Ping();
			case 14 -> new Pong();
			case 8, 9, 10 -> new OfFuture(Futures.Step.values()[type - 8], source.getLong());
			case 11 -> new FramesTaken(source.getInt(), source.getLong());
			case 15 -> new Ready();
			case 16 -> new Failed(StartFailure.read(source));
			case 12 -> new OneWayFailed(source.getString(), source.getString(), source.getString());
			default -> throw new ProtocolException("The peer sent a control message of unknown type " + type);
		};
		source.expectEnd();
		return message;
	}

	private static Hello readHello(Cursor source) {
		String name = source.getString();
		long pid = source.getLong();
		int depth = source.getInt();
		Limits limits = new Limits(source.getInt(), source.getInt(), source.getInt(), source.getLong(),
				source.getByte() != 0);
		long root = source.getLong();
		List<String> interfaces = new ArrayList<>();
		for (int i = source.getCount(4); i > 0; i--) {
			interfaces.add(source.getString());
		}
		if (limits.references() < 1) {
			throw new ProtocolException("The peer takes " + limits.references() + " objects only");
		}
		if (limits.messageSize() < ControlMessage.SMALLEST_LIMIT) {
			throw new ProtocolException("The peer takes messages of up to " + limits.messageSize() + " bytes only");
		}
		if (root == Frame.CONNECTION && !interfaces.isEmpty()) {
			throw new ProtocolException("The peer serves no object under " + interfaces);
		}
		return new Hello(name, pid, depth, limits, new Root(root, interfaces));
	}

}
