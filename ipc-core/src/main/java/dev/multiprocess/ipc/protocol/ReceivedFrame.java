package dev.multiprocess.ipc.protocol;

import java.util.Map;

import dev.multiprocess.ipc.ProtocolException;

/**
 * What the header of the frame that a lane received last says. Confined to the owner of
 * the lane.
 */
final class ReceivedFrame {

	private final FrameChannel frames;

	/** Where the values of a call begin. */
	private int valuesStart;

	/** Where they end. */
	private int valuesEnd;

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

	/** Refuses a call that cannot be; only after that what follows may be asked. */
	void checkCall() {
		int header = Frame.CALL_HEADER - 4 + (hasDeadline() ? Long.BYTES : 0);
		int missing = header - (this.frames.frameEnd() - this.frames.frameStart());
		if (missing > 0) {
			throw new ProtocolException("The peer sent a frame that ends " + missing + " bytes too early");
		}
		if (hasDeadline() && left() <= 0) {
			throw new ProtocolException("The peer sent a call that has " + left() + " ns left");
		}
		this.valuesStart = this.frames.frameStart() + header;
	}

	/** The object that is called. */
	long object() {
		return Bytes.getLong(this.frames.bytes(), this.frames.frameStart() + 8);
	}

	/** The interface it is called through, as the peer bound it. */
	int interfaceId() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart() + 16) >>> 16;
	}

	int methodIndex() {
		return Bytes.getInt(this.frames.bytes(), this.frames.frameStart() + 16) & 0xffff;
	}

	/** The nanoseconds that are left of a call that has a deadline. */
	private long left() {
		return Bytes.getLong(this.frames.bytes(), this.frames.frameStart() + 20);
	}

	/** Until when the caller waits, as a {@link Deadline} that begins now. */
	long deadline() {
		return hasDeadline() ? Deadline.afterNanos(left()) : Deadline.NONE;
	}

	/** Reads what the call takes along. */
	Map<String, String> readMetadata() {
		if (!hasMetadata()) {
			return Map.of();
		}
		Cursor source = new Cursor(this.frames.bytes(), this.valuesStart, this.frames.frameEnd());
		Map<String, String> metadata = Metadata.read(source);
		this.valuesStart = source.position();
		return metadata;
	}

	/** Where the values begin, once the metadata has been read. */
	int valuesStart() {
		return this.valuesStart;
	}

	/** Takes in where the values of a call end. */
	void endValues(int end) {
		if (end < this.valuesStart) {
			throw new ProtocolException("The peer sent references that begin " + (this.valuesStart - end)
					+ " bytes before the header of their call ends");
		}
		this.valuesEnd = end;
	}

	/** Where they end, once the references have been read. */
	int valuesEnd() {
		return this.valuesEnd;
	}

}
