package dev.multiprocess.ipc;

/**
 * Names the process at the other end of a connection.
 *
 * @param name what it is called here: the name of its {@link ProcessSpec}, or
 * {@code parent}
 * @param pid its process id
 */
public record PeerProcess(String name, long pid) {

	/** Names it for people, as {@code name[pid]}. */
	@Override
	public String toString() {
		return this.name + "[" + this.pid + "]";
	}

}
