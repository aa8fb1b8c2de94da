package dev.multiprocess.ipc.adapter;

import java.lang.reflect.InvocationHandler;

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

	/**
	 * Makes an object of a type that only the JDK implements.
	 * @param handler takes its calls
	 * @param type an interface
	 * @return an object of that type
	 */
	<H extends InvocationHandler & Imported> Imported proxy(H handler, Class<?> type);

}
