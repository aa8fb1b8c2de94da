package dev.multiprocess.ipc.process;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that a process has started, as far as they could be found. For use by any
 * thread.
 *
 * <p>
 * Once their parent has ended they have another one and can no longer be found, so they
 * are noted from time to time while it lives. A handle knows when its process was
 * started: a pid that is used again is not mistaken for it.
 */
final class Descendants {

	/** More generations than this are started faster than anybody can kill. */
	private static final int MOST_ROUNDS = 10;

	private final ProcessHandle ancestor;

	private final Set<ProcessHandle> known = ConcurrentHashMap.newKeySet();

	Descendants(ProcessHandle ancestor) {
		this.ancestor = ancestor;
	}

	/** Looks for those there are now, and forgets those that are gone. */
	void note() {
		this.known.removeIf((process) -> !process.isAlive());
		noteThoseOf(this.ancestor);
	}

	/** The pid of one that has ended may be that of a stranger by now. */
	private void noteThoseOf(ProcessHandle process) {
		if (process.isAlive()) {
			process.descendants().forEach(this.known::add);
		}
	}

	/**
	 * Kills those that are known, and those that they have started since: each is asked
	 * for its own before it is killed, until no new ones turn up.
	 */
	void kill() {
		noteThoseOf(this.ancestor);
		for (int round = 0; round < MOST_ROUNDS && !this.known.isEmpty(); round++) {
			List<ProcessHandle> found = List.copyOf(this.known);
			found.forEach(this::noteThoseOf);
			found.forEach(ProcessHandle::destroyForcibly);
			found.forEach(this.known::remove);
		}
	}

}
