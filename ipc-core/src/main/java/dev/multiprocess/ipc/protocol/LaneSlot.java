package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lane and who uses it.
 */
final class LaneSlot {

	static final int FREE = 0;

	static final int BUSY = 1;

	static final int CLOSED = 2;

	final Lane lane;

	final AtomicInteger state = new AtomicInteger(BUSY);

	volatile Thread user = Thread.currentThread();

	volatile long freeSince;

	LaneSlot(Lane lane) {
		this.lane = lane;
	}

	boolean take() {
		return this.state.get() == FREE && this.state.compareAndSet(FREE, BUSY);
	}

}
