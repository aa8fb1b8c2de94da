package dev.multiprocess.ipc;

/**
 * How far what happens in a process is kept from its parent, the least first.
 */
public enum Isolation {

	/** Not at all: it lives in the parent's own process. */
	NONE,

	/**
	 * A process of its own that may do all that its user may: crashes, hangs, exhausted
	 * heaps and malformed data do no harm, code that somebody else brought in does.
	 */
	PROCESS,

	/** As {@link #PROCESS}, and in a {@link Sandbox}. */
	SANDBOX

}
