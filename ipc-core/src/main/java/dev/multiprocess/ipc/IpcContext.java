package dev.multiprocess.ipc;

/**
 * What a program is among the processes.
 *
 * @param name the name its parent gave it, or {@code main} if it was not spawned
 * @param role whether it was spawned
 * @param spawnDepth the number of parents above it
 * @param maxMessageSize the size of the largest message in bytes
 * @param maxDepth how deep values may be nested
 */
public record IpcContext(String name, Role role, int spawnDepth, int maxMessageSize, int maxDepth) {

	/**
	 * Whether a program was spawned.
	 */
	public enum Role {

		/** Nobody spawned this program. */
		PARENT,

		/** A parent spawned this program and is being served. */
		SPAWNED

	}

}
