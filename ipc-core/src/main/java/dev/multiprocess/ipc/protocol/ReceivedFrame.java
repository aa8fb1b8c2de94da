package dev.multiprocess.ipc.protocol;

import dev.multiprocess.ipc.ProtocolException;

/**
 * What the header of the frame that a lane received last says. Confined to the owner of
 * the lane.
 */
final class ReceivedFrame {

	private final FrameChannel frames;

	ReceivedFrame(FrameChannel frames) {
		this.frames = frames;
	}

	int type() {
		return this.frames.bytes()[this.frames.frameStart()];
	}

	/** Whether it is a call, one-way or not. */
	boolean isCall() {
		return type() == Frame.CALL || type() == Frame.ONE_WAY;
	}

	/** Whether it is a call that takes metadata along. */
	boolean hasMetadata() {
		return (flags() & Frame.METADATA) != 0;
	}

	/** Whether it is a call that has so much time only. */
	boolean hasDeadline() {
		return (flags() & Frame.DEADLINE) != 0;
	}

	private int flags() {
		return this.frames.bytes()[this.frames.frameStart() + 1];
	}

	void checkFlags() {
		int known = switch (type()) {
			case Frame.CALL -> Frame.METADATA | Frame.DEADLINE;
			case Frame.ONE_WAY -> Frame.METADATA;
			default -> 0;
		};
		if ((flags() & ~known) != 0) {
			throw new ProtocolException("The peer sent a frame with unknown flags");
		}
	}

	/** Refuses anything but the reply to a call. */
	void checkReply(int number) {
		if (type() != Frame.RETURN && type() != Frame.THROW || call() != number) {
			throw new ProtocolException("The peer sent a frame of type " + type() + " for call " + call()
					+ " while call " + number + " was waiting");
		}
	}

	/** The number of its references. */
	int references() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart()) & 0xffff;
	}

	/** The number of the call that it belongs to. */
	int call() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart() + 4);
	}

}
