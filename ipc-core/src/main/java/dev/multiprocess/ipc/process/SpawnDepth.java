package dev.multiprocess.ipc.process;

import java.util.Map;

/**
 * The number of parents above a program, told by a variable: a program that starts itself
 * may do so before it serves its parent, which is when that would tell it.
 */
public final class SpawnDepth {

	private static final String VARIABLE = "IPC_SPAWN_DEPTH";

	private SpawnDepth() {
	}

	/** Returns that of this program, zero if nobody spawned it or a parent of it. */
	public static int own() {
		return of(System.getenv());
	}

	/**
	 * Returns that of a program.
	 * @param environment its variables
	 */
	static int of(Map<String, String> environment) {
		String depth = environment.getOrDefault(VARIABLE, "");
		return depth.matches("[0-9]{1,3}") ? Integer.parseInt(depth) : 0;
	}

	/**
	 * Tells a process.
	 * @param environment its variables
	 * @param own those of this program
	 */
	static void tell(Map<String, String> environment, Map<String, String> own) {
		environment.put(VARIABLE, String.valueOf(of(own) + 1));
	}

}
