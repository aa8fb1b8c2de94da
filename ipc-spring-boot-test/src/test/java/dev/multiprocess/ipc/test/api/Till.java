package dev.multiprocess.ipc.test.api;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Counts money.
 */
@RemoteInterface
public interface Till extends AutoCloseable {

	/** Adds to the sum. */
	Receipt add(Receipt receipt);

	/** Takes anything. */
	void take(Object thing);

	/** Returns where it is. */
	long pid();

	/** Returns one of its properties. */
	String property(String name);

	@Override
	void close();

	/**
	 * A value.
	 *
	 * @param sum the sum
	 */
	record Receipt(int sum) {
	}

}
