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
		String depth = System.getenv().getOrDefault(VARIABLE, "");
		return depth.matches("[0-9]{1,3}") ? Integer.parseInt(depth) : 0;
	}

	/**
	 * Tells a process of this program.
	 * @param environment its variables
	 */
	static void tell(Map<String, String> environment) {
		environment.put(VARIABLE, String.valueOf(own() + 1));
	}

}
