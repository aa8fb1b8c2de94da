package dev.multiprocess.sample;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Hears how far an inspection has come.
 */
@RemoteInterface
@FunctionalInterface
public interface Progress {

	/**
	 * Called after each page, in order, before the inspection returns. What it throws
	 * ends the inspection.
	 * @param page the page that is done, counted from 1
	 * @param pageCount how many pages the document has
	 */
	void pageDone(int page, int pageCount);

}
