package dev.multiprocess.ipc;

/**
 * How the processes of one name are kept running. Immutable.
 *
 * @param restart whether a process that ended is started again by itself
 */
public record Supervision(RestartPolicy restart) {

	/** What holds unless a {@link ProcessSpec.Builder} is told otherwise. */
	static final Supervision DEFAULT = new Supervision(RestartPolicy.never());

}
