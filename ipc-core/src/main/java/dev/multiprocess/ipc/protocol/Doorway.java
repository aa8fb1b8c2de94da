package dev.multiprocess.ipc.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.multiprocess.ipc.transport.Channel;

/**
 * The channels that have not proved themselves yet, no more than so many.
 *
 * <p>
 * When there are as many as may be, a newcomer waits until one has gone; and the one that
 * is there for longest is closed if it had its moment. So those who know the secret get
 * through, whatever number of others stand silent in the way: an honest channel needs far
 * less than that moment. Safe for use by any number of threads.
 */
final class Doorway {

	/** Many times what a handshake takes on a busy machine. */
	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);

	private final int most;

	/** Oldest first. */
	@GuardedBy("this")
	private final Map<Channel, Visit> inside = new LinkedHashMap<>();

	Doorway(int most) {
		this.most = most;
	}

	/** Since when a channel is there, and whether it was closed to make room. */
	private static final class Visit {

		private final long since = System.nanoTime();

		private boolean madeRoom;

	}

	/** Takes in a channel once there is room; ignores interrupts but keeps them. */
	synchronized void enter(Channel channel) {
		boolean interrupted = false;
		while (this.inside.size() >= this.most) {
			try {
				// Ended by leave(), which every channel's handshake is bound to call.
				TimeUnit.NANOSECONDS.timedWait(this, closeSlowest());
			}
			catch (InterruptedException ignored) {
				interrupted = true;
			}
		}
		this.inside.put(channel, new Visit());
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/** Returns how long to wait, in nanoseconds, before looking again. */
	@GuardedBy("this")
	private long closeSlowest() {
		for (Map.Entry<Channel, Visit> entry : this.inside.entrySet()) {
			Visit visit = entry.getValue();
			if (!visit.madeRoom) {
				long left = MOMENT - (System.nanoTime() - visit.since);
				if (left > 0) {
					return left;
				}
				visit.madeRoom = true;
				// Ends its handshake, which leaves then.
				entry.getKey().close();
				return MOMENT;
			}
		}
		return MOMENT;
	}

	/** Takes in that a channel has proved itself, or was refused. */
	synchronized void leave(Channel channel) {
		this.inside.remove(channel);
		notifyAll();
	}

	/** Returns whether there is none. */
	synchronized boolean isEmpty() {
		return this.inside.isEmpty();
	}

	/** Returns whether a channel was closed for the sake of a newcomer. */
	synchronized boolean hasMadeRoom(Channel channel) {
		Visit visit = this.inside.get(channel);
		return visit != null && visit.madeRoom;
	}

}
