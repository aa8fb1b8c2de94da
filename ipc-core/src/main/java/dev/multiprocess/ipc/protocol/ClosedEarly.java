package dev.multiprocess.ipc.protocol;

import java.util.LinkedHashSet;
import java.util.Set;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Lanes that the peer closed before this side had taken them in: the end travels on
 * another channel than the lane, which may also never arrive. The latest are kept. Safe
 * for use by any number of threads.
 */
final class ClosedEarly {

	/** Far more than can be on their way at a time. */
	static final int MOST = 10_000;

	@GuardedBy("this")
	private final Set<Integer> ids = new LinkedHashSet<>();

	synchronized void add(int id) {
		this.ids.add(id);
		if (this.ids.size() > MOST) {
			this.ids.remove(this.ids.iterator().next());
		}
	}

	/** Returns whether a lane was among them. */
	synchronized boolean remove(int id) {
		return this.ids.remove(id);
	}

}
