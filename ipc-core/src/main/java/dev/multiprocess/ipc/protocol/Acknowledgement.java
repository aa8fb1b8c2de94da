package dev.multiprocess.ipc.protocol;

/**
 * Tells the peer that its one-way calls on one lane have been served. Confined to the
 * owner of the lane.
 *
 * <p>
 * Any frame to the peer says so too; a message is sent only where none follows soon.
 */
final class Acknowledgement {

	/** So many are served before their caller is told in the midst of them. */
	private static final int MOST_DUE = 64;

	private final Lane lane;

	/** One-way calls of which the peer has not heard. */
	private int due;

	Acknowledgement(Lane lane) {
		this.lane = lane;
	}

	/** Notes that a one-way call was served. */
	void served() {
		this.due++;
		if (this.due == MOST_DUE) {
			send();
		}
	}

	boolean isDue() {
		return this.due > 0;
	}

	/** Tells that all frames read have been served. */
	void send() {
		this.due = 0;
		this.lane.connection().send(new ControlMessage.FramesTaken(this.lane.id(), this.lane.framesRead()));
	}

	/** Notes that a frame is sent, which says the same. */
	void frameSent() {
		this.due = 0;
	}

}
