package dev.multiprocess.ipc.protocol;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Says why a lane carries no more frames. Never leaves the protocol.
 */
final class LaneFailure extends Exception {

	private final Kind kind;

	private LaneFailure(Kind kind, @Nullable IOException cause) {
		super(kind.name(), cause, false, false);
		this.kind = kind;
	}

	/**
	 * Why a lane carries no more frames.
	 */
	enum Kind {

		/** The peer closed it, or died. */
		ENDED,

		/** The caller at the other end no longer waits. */
		ABANDONED,

		/** A nested call was not given up by the peer in time. */
		BROKEN,

		/** The reply to a callback was not taken in the time of the call that waits. */
		TIMED_OUT,

		/** The caller was interrupted while the reply to its callback was not taken. */
		INTERRUPTED,

		/** The whole connection is gone. */
		DISCONNECTED

	}

	static LaneFailure ended() {
		return new LaneFailure(Kind.ENDED, null);
	}

	static LaneFailure broken(IOException cause) {
		return new LaneFailure(Kind.ENDED, cause);
	}

	static LaneFailure of(Kind kind) {
		return new LaneFailure(kind, null);
	}

	Kind kind() {
		return this.kind;
	}

}
