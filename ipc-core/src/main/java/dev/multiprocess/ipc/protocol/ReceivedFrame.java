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
		return this.frames.bytes()[this.frames.frameStart() + 1] == Frame.METADATA;
	}

	void checkFlags() {
		if (this.frames.bytes()[this.frames.frameStart() + 1] != 0 && !(hasMetadata() && isCall())) {
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
