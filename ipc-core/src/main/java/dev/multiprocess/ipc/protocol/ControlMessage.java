package dev.multiprocess.ipc.protocol;

import java.util.ArrayList;
import java.util.List;

import dev.multiprocess.ipc.ProtocolException;

/**
 * What belongs to no call: a message on the control channel.
 *
 * <p>
 * Layout: {@code u32 length of the rest | u8 type | fields in the order of the record},
 * where a text is its length as {@code u32} and its UTF-8 bytes.
 */
sealed interface ControlMessage {

	/** The longest message; only {@link Hello} comes near it. */
	int MAX_LENGTH = 64 * 1024;

	/** No limit of messages is set to less, so that failures at least can be told. */
	int SMALLEST_LIMIT = 1024;

	/**
	 * The first message each way: who I am, what I serve, what I accept.
	 *
	 * @param name how the receiver is called (from the parent), or an empty text
	 * @param pid the sender's process id
	 * @param depth the number of parents above the sender
	 * @param limits what the sender accepts
	 * @param root the object that the sender serves
	 */
	record Hello(String name, long pid, int depth, Limits limits, Root root) implements ControlMessage {
	}

	/**
	 * What a side accepts.
	 *
	 * @param messageSize the largest frame in bytes
	 * @param calls the number of root calls at once
	 * @param graceMillis how long running calls may go on after a {@link Goodbye}
	 */
	record Limits(int messageSize, int calls, long graceMillis) {
	}

	/**
	 * The object that a side serves first.
	 *
	 * @param id its object id, zero if there is none
	 * @param interfaces the wire names of its remote interfaces, super-interfaces
	 * included
	 */
	record Root(long id, List<String> interfaces) {
	}

	/**
	 * The receiver shall connect a lane and serve it.
	 *
	 * @param lane the lane's id
	 */
	record OpenLane(int lane) implements ControlMessage {
	}

	/**
	 * The caller no longer waits for a nested call.
	 *
	 * @param lane the lane's id
	 * @param call the number of the call
	 */
	record Cancel(int lane, int call) implements ControlMessage {
	}

	/**
	 * The sender has closed a lane.
	 *
	 * @param lane the lane's id
	 * @param framesDecoded how many frames it took from the lane; what later ones
	 * exported is taken back
	 */
	record LaneClosed(int lane, long framesDecoded) implements ControlMessage {
	}

	/**
	 * The sender's proxy of an object is gone.
	 *
	 * @param id the object's id
	 * @param count how many mentions that proxy stood for
	 */
	record Release(long id, int count) implements ControlMessage {
	}

	/**
	 * An object of the sender is gone although it is still referenced.
	 *
	 * @param id the object's id
	 */
	record Gone(long id) implements ControlMessage {
	}

	/**
	 * What one side tells the other of a future.
	 *
	 * @param step what it tells
	 * @param id the id of the future
	 */
	record OfFuture(Futures.Step step, long id) implements ControlMessage {
	}

	/**
	 * The sender starts no more calls and will disconnect when those under way have
	 * ended.
	 */
	record Goodbye() implements ControlMessage {
	}

	/** The sender wants a sign of life. */
	record Ping() implements ControlMessage {
	}

	/** The sign of life that was asked for. */
	record Pong() implements ControlMessage {
	}

	/**
	 * The sender has served one-way calls, which have no reply.
	 *
	 * @param lane the lane's id
	 * @param frames how many frames it has taken from the lane and served
	 */
	record FramesTaken(int lane, long frames) implements ControlMessage {
	}

	/**
	 * A one-way call of the receiver failed.
	 *
	 * @param method the method, as {@code Interface.method}
	 * @param type the class of what was thrown
	 * @param message its message, possibly cut off
	 */
	record OneWayFailed(String method, String type, String message) implements ControlMessage {
	}

	static void write(ControlMessage message, FrameBuffer target) {
		int start = target.position();
		target.putInt(0);
		if (message instanceof Hello hello) {
			writeHello(hello, target);
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
		target.putLong(hello.limits().graceMillis());
		target.putLong(hello.root().id());
		target.putInt(hello.root().interfaces().size());
		hello.root().interfaces().forEach(target::putString);
	}

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
		Limits limits = new Limits(source.getInt(), source.getInt(), source.getLong());
		long root = source.getLong();
		List<String> interfaces = new ArrayList<>();
		for (int i = source.getCount(4); i > 0; i--) {
			interfaces.add(source.getString());
		}
		if (limits.messageSize() < SMALLEST_LIMIT) {
			throw new ProtocolException("The peer takes messages of up to " + limits.messageSize() + " bytes only");
		}
		if (root == Frame.CONNECTION && !interfaces.isEmpty()) {
			throw new ProtocolException("The peer serves no object under " + interfaces);
		}
		return new Hello(name, pid, depth, limits, new Root(root, interfaces));
	}

}
