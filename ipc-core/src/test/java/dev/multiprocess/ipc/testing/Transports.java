package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.TransportType;
import dev.multiprocess.ipc.transport.Channel;
import dev.multiprocess.ipc.transport.MemoryLink;
import dev.multiprocess.ipc.transport.RingPair;

/**
 * What carries the bytes in tests that do not say: {@code -Pother-transports} runs them
 * over what they do not use otherwise.
 */
public final class Transports {

	private static final boolean OTHERS = Boolean.getBoolean("ipc.test.other-transports");

	/** Less than some frames have, but more than peers leave unread on purpose. */
	private static final int CAPACITY = 16 * 1024;

	private Transports() {
	}

	/** Returns how to reach another JVM. */
	public static TransportType type() {
		return OTHERS ? TransportType.SOCKET : TransportType.AUTO;
	}

	/** Returns two connected ends in this JVM. */
	public static Channel[] pair() {
		return OTHERS ? RingPair.of(CAPACITY) : MemoryLink.pair();
	}

}
