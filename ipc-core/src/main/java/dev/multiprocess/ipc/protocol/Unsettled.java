package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProtocolException;
import dev.multiprocess.ipc.protocol.ExportTable.Export;

/**
 * What the frames that one lane has sent mention, until the peer has taken them in.
 *
 * <p>
 * Exports in a frame that the peer never takes in are taken back; proxies are kept
 * reachable, so that no release overtakes the frame. Any frame that arrives settles all
 * that were sent before, since only one side has the turn to write. A one-way call leaves
 * the turn where it is and has no reply; so the peer also says on the control channel how
 * many frames it has served ({@link ControlMessage.FramesTaken}), at the latest before it
 * idles. Safe for use by any number of threads.
 */
final class Unsettled {

	private final FrameChannel channel;

	@GuardedBy("this")
	private final Deque<Mentions> mentions = new ArrayDeque<>();

	@GuardedBy("this")
	private long sent;

	/** The last frame known to be served, or at least to have come to its thread. */
	@GuardedBy("this")
	private long taken;

	/** The last frame that is a one-way call. */
	@GuardedBy("this")
	private long lastOneWay;

	/** Whether nothing is served any more of what is not yet. */
	@GuardedBy("this")
	private boolean over;

	/**
	 * How many frames the peer took before it closed the lane; negative if it has not.
	 */
	@GuardedBy("this")
	private long takenAtEnd = -1;

	Unsettled(FrameChannel channel) {
		this.channel = channel;
	}

	/** What one frame mentions. */
	private record Mentions(long frame, List<Export> exports, List<Object> proxies) {
	}

	/**
	 * Counts a frame that is about to be written.
	 * @throws LaneFailure if the lane has ended; nothing is counted
	 */
	synchronized void add(boolean oneWay, List<Export> exports, List<Object> proxies) throws LaneFailure {
		// Set before the peer's end is taken in, after which nothing may be added.
		LaneFailure failure = this.channel.failure();
		if (failure != null) {
			throw failure;
		}
		this.sent++;
		if (oneWay) {
			this.lastOneWay = this.sent;
		}
		if (!exports.isEmpty() || !proxies.isEmpty()) {
			this.mentions.add(new Mentions(this.sent, exports, proxies));
		}
	}

	/** Takes in that a frame of the peer arrived. */
	synchronized void settle() {
		settleUpTo(this.sent);
	}

	/**
	 * Takes in what the peer says.
	 * @param frames how many frames it has served
	 * @throws ProtocolException if that are more than it was sent
	 */
	synchronized void settle(long frames) {
		checkSent(frames);
		settleUpTo(frames);
	}

	@GuardedBy("this")
	private void checkSent(long frames) {
		if (frames > this.sent) {
			throw new ProtocolException("The peer took " + frames + " frames of " + this.sent + " that were sent");
		}
	}

	@GuardedBy("this")
	private void settleUpTo(long frames) {
		while (!this.mentions.isEmpty() && this.mentions.element().frame() <= frames) {
			this.mentions.remove();
		}
		if (this.taken < frames) {
			this.taken = frames;
			if (this.taken >= this.lastOneWay) {
				notifyAll();
			}
		}
	}

	/**
	 * Takes in that the peer has closed the lane.
	 * @param frames how many frames it had taken
	 * @return the exports of the others
	 * @throws ProtocolException if that are more than it was sent
	 */
	synchronized List<Export> closed(long frames) {
		checkSent(frames);
		this.takenAtEnd = Math.max(0, frames);
		List<Export> lost = new ArrayList<>();
		for (Mentions each : this.mentions) {
			if (each.frame() > frames) {
				lost.addAll(each.exports());
			}
		}
		this.mentions.clear();
		end();
		return lost;
	}

	synchronized boolean isPeerClosed() {
		return this.takenAtEnd >= 0;
	}

	/** Whether the peer has closed the lane without taking the frame sent last. */
	synchronized boolean isLastLost() {
		return isPeerClosed() && this.takenAtEnd < this.sent;
	}

	/** Ends the waits: what is not served yet will not be. */
	synchronized void end() {
		this.over = true;
		notifyAll();
	}

	/** Returns whether there are one-way calls that may not have been served yet. */
	synchronized boolean owesOneWays() {
		return this.lastOneWay > this.taken && !this.over;
	}

	/**
	 * Waits until no one-way call is owed; the thread of the control channel ends the
	 * wait.
	 * @return false if the deadline passed before
	 */
	synchronized boolean awaitOneWays(long deadline) throws InterruptedException {
		while (owesOneWays()) {
			long left = Deadline.left(deadline);
			if (left <= 0) {
				return false;
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return true;
	}

}
