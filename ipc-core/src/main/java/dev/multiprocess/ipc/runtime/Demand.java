package dev.multiprocess.ipc.runtime;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a call finds.
 *
 * @param serving the process to use, or null
 * @param attempts the starts to wait for; if there are none either, nothing is tried
 */
record Demand(@Nullable Incarnation serving, List<Attempt> attempts) {

	/** Returns whether there is neither a process nor a hope of one. */
	boolean isVain() {
		return this.serving == null && this.attempts.isEmpty();
	}

}
