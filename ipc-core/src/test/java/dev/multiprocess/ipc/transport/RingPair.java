package dev.multiprocess.ipc.transport;

import java.nio.ByteBuffer;

/**
 * Two channels that are connected by rings in the memory of this JVM.
 */
public final class RingPair {

	private RingPair() {
	}

	/**
	 * Connects two ends.
	 * @param capacity how many bytes each ring holds, a power of two
	 */
	public static Channel[] of(int capacity) {
		return of(RingTests.memory(capacity), RingTests.memory(capacity));
	}

	static Channel[] of(ByteBuffer there, ByteBuffer back) {
		Channel[] bells = MemoryLink.pair();
		return new Channel[] { end(bells[0], back, there), end(bells[1], there, back) };
	}

	private static Channel end(Channel bell, ByteBuffer incoming, ByteBuffer outgoing) {
		return new RingLink(bell, new Ring(incoming), new Ring(outgoing), () -> {
		}, () -> {
		});
	}

}
