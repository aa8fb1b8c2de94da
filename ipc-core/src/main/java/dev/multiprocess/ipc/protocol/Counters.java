package dev.multiprocess.ipc.protocol;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the calls of a connection and the bytes of lanes that have ended. Safe for use
 * by any number of threads.
 */
final class Counters {

	private final LongAdder started = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder bytesSent = new LongAdder();

	private final LongAdder bytesReceived = new LongAdder();

	void started() {
		this.started.increment();
	}

	void ended() {
		this.ended.increment();
	}

	void laneEnded(FrameChannel frames) {
		this.bytesSent.add(frames.bytesWritten());
		this.bytesReceived.add(frames.bytesRead());
	}

	long calls() {
		return this.ended.sum();
	}

	int inFlight() {
		long ended = this.ended.sum();
		return (int) Math.max(0, this.started.sum() - ended);
	}

	long bytesSent() {
		return this.bytesSent.sum();
	}

	long bytesReceived() {
		return this.bytesReceived.sum();
	}

}
