package dev.multiprocess.ipc.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may connect, of those who know the secret. Called by any number of threads;
 * must not block.
 */
public interface Guests {

	/**
	 * Admits one more peer.
	 * @return the peer, or null if there are as many as there may be
	 */
	@Nullable Guest admit();

	/**
	 * Returns how many there may be at once.
	 */
	int most();

	/**
	 * One peer that was admitted; then either {@link #arrived} or {@link #missed} is
	 * called, once.
	 */
	interface Guest {

		/** Returns what the connection to it is made of. */
		ConnectionSettings settings();

		/**
		 * Takes in that it is connected.
		 * @param connection the connection
		 */
		void arrived(Connection connection);

		/** Takes in that it went away before it was connected. */
		void missed();

	}

}
