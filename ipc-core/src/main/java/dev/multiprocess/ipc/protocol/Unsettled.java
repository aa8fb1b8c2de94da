package dev.multiprocess.ipc.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.ProtocolException;

/**
 * What the frames that one lane has sent mention, until the peer has taken them in.
 *
 * <p>
 * Exports in a frame that the peer never takes in are taken back; proxies are kept
 * reachable, so that no release overtakes the frame. Any frame that arrives settles all
 * that were sent before, since only one side has the turn to write. A one-way call leaves
 * the turn where it is and has no reply; so the peer also says on the control channel how
 * many frames it has served ({@link ControlMessage.FramesTaken}), at the latest before it
 * idles. Frames are added, and settled by those that arrive, by the owner of the lane;
 * all else is safe for use by any number of threads.
 */
final class Unsettled {

	private final FrameChannel channel;

	@GuardedBy("this")
	private final Deque<Mentions> mentions = new ArrayDeque<>();

	/** Written by the owner of the lane. */
	private final AtomicLong sent = new AtomicLong();

	/**
	 * Whether a frame was sent since the last one that arrived of which there is more to
	 * know than that it was sent. Confined to the owner of the lane.
	 */
	private boolean owing;

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
	void add(boolean oneWay, List<Export> exports, List<Object> proxies) throws LaneFailure {
		if (oneWay || !exports.isEmpty() || !proxies.isEmpty()) {
			this.owing = true;
			addOwing(oneWay, exports, proxies);
		}
		else {
			checkUsable();
			countSent();
		}
	}

	private void countSent() {
		// No fence: who reads it learns of the frame by the peer, which got it later.
		this.sent.lazySet(this.sent.getPlain() + 1);
	}

	private void checkUsable() throws LaneFailure {
		LaneFailure failure = this.channel.failure();
		if (failure != null) {
			throw failure;
		}
	}

	private synchronized void addOwing(boolean oneWay, List<Export> exports, List<Object> proxies) throws LaneFailure {
		// Set before the peer's end is taken in, after which nothing may be added.
		checkUsable();
		countSent();
		if (oneWay) {
			this.lastOneWay = this.sent.get();
		}
		if (!exports.isEmpty() || !proxies.isEmpty()) {
			this.mentions.add(new Mentions(this.sent.get(), exports, proxies));
		}
	}

	/** Takes in that a frame of the peer arrived. */
	void settle() {
		if (this.owing) {
			this.owing = false;
			settleAll();
		}
	}

	private synchronized void settleAll() {
		settleUpTo(this.sent.get());
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
		if (frames > this.sent.get()) {
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
		return isPeerClosed() && this.takenAtEnd < this.sent.get();
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
