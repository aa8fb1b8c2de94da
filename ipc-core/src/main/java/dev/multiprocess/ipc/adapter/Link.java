package dev.multiprocess.ipc.adapter;

/**
 * What an {@link Imported} object may ask of the connection it came over. Safe for use by
 * any number of threads; nothing here blocks.
 */
public interface Link {

	/** Returns the most bytes that one call shall carry. */
	int chunk();

	/**
	 * Runs what ends in user code, or calls the peer, on one of few threads.
	 * @param task the work
	 */
	void execute(Runnable task);

	/** Asks the owner to {@linkplain ExportedFuture#cancel() cancel} the future. */
	void cancel();

	/** Lets go of the owner's object; without effect if it is gone. */
	void release();

}
