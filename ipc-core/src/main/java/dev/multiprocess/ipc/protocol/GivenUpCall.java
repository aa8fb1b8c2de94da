package dev.multiprocess.ipc.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.multiprocess.ipc.protocol.FrameChannel.Outcome;
import dev.multiprocess.ipc.protocol.OneWayServer.Taken;

/**
 * A call whose caller no longer waits, until the lane is as it was before, or closed.
 *
 * <p>
 * A root call closes its lane, which interrupts the peer. A nested call cannot close what
 * the calls below it stand on: it asks the peer to give up and reads on until its reply
 * is there. Calls of the peer that arrive meanwhile are refused, since their caller is
 * gone; one-way calls have been made all the same, and are served elsewhere.
 */
final class GivenUpCall {

	/**
	 * Time for the reply to a cancelled nested call: its code was interrupted, so it is
	 * on its way.
	 */
	static final Duration GRACE = Duration.ofSeconds(1);

	/** How long the caller of a root call may be kept by what has arrived for it. */
	private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final Connection connection;

	private final Lane lane;

	private final Budget budget;

	private final int number;

	private final List<Taken> late = new ArrayList<>();

	/**
	 * Creates it.
	 * @param lane the lane of the call
	 * @param budget the time it had
	 * @param number its number
	 */
	GivenUpCall(Lane lane, Budget budget, int number) {
		this.connection = lane.connection();
		this.lane = lane;
		this.budget = budget;
		this.number = number;
	}

	/**
	 * Gives up.
	 * @param received whether a call of the peer was received that is not served
	 */
	void end(boolean received) throws LaneFailure {
		try {
			if (received) {
				passOver();
			}
			if (isRoot()) {
				takeRest();
				this.connection.lanes.close(this.lane);
			}
			else {
				this.connection.send(new ControlMessage.Cancel(this.lane.id(), this.number));
				awaitCancelled();
			}
		}
		finally {
			this.connection.server.oneWays().serveLater(this.late);
		}
	}

	private boolean isRoot() {
		return this.lane.depth() == 1;
	}

	/** Takes in a frame of the peer that is no reply. */
	private void passOver() throws LaneFailure {
		if (this.lane.received().type() == Frame.ONE_WAY) {
			this.late.add(this.connection.server.oneWays().take(this.lane));
		}
		else if (isRoot()) {
			// Counted by the peer as taken, whatever becomes of it.
			this.lane.reply().discard();
		}
		else {
			this.connection.server.refuse(this.lane, this.budget.cancelled(true));
		}
	}

	/**
	 * Takes in what the peer wrote before it could know; what it writes later fails
	 * there.
	 */
	private void takeRest() {
		long limit = Deadline.afterNanos(REST_NANOS);
		try {
			while (Deadline.left(limit) > 0 && this.lane.receive(System.nanoTime(), false) == Outcome.DONE) {
				passOver();
			}
		}
		catch (LaneFailure ignored) {
			// There is no more.
		}
	}

	private void awaitCancelled() throws LaneFailure {
		// A set flag would end every wait at once; it belongs to the caller and is set
		// again.
		boolean interrupted = Thread.interrupted();
		try {
			long grace = Deadline.after(GRACE);
			while (Deadline.left(grace) > 0 && this.lane.receive(grace, false) == Outcome.DONE) {
				if (this.lane.received().isCall()) {
					passOver();
				}
				else {
					this.lane.received().checkReply(this.number);
					this.lane.reply().discard();
					return;
				}
			}
			this.connection.lanes.breakOff(this.lane);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
