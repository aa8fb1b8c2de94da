package dev.multiprocess.ipc.protocol;

import java.util.List;

/**
 * What belongs to no call: a message on the control channel, laid out as
 * {@link ControlCodec} says.
 */
sealed interface ControlMessage {

	/** The longest message; only {@link Hello} and {@link Failed} come near it. */
	int MAX_LENGTH = 64 * 1024;

	/** No limit of messages is set to less, so that failures at least can be told. */
	int SMALLEST_LIMIT = 1024;

	/**
	 * The first message each way, unless it is {@link Failed}: who I am, what I serve,
	 * what I accept.
	 *
	 * @param name how the receiver is called (from the parent), or an empty text
	 * @param pid the sender's process id
	 * @param depth the number of parents above the sender
	 * @param limits what the sender accepts
	 * @param root the object that the sender serves
	 */
	record Hello(String name, long pid, int depth, Limits limits, Root root) implements ControlMessage {
	}

	/** The sender serves: said once, after its hello. */
	record Ready() implements ControlMessage {
	}

	/**
	 * The sender will never be ready.
	 *
	 * @param reason why
	 */
	record Failed(StartFailure reason) implements ControlMessage {
	}

	/**
	 * What a side accepts.
	 *
	 * @param messageSize the largest frame in bytes
	 * @param calls the number of root calls at once
	 * @param references the number of objects it holds at most
	 * @param graceMillis how long running calls may go on after a {@link Goodbye}
	 * @param callTimeouts whether calls may have limits of time; a process follows its
	 * parent in that
	 */
	record Limits(int messageSize, int calls, int references, long graceMillis, boolean callTimeouts) {
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

}
