package dev.multiprocess.ipc;

/**
 * What keeps a process from the rest of the machine, besides being a process.
 *
 * <p>
 * A sandbox protects from code that got hold of the process: through a fault in a parser
 * or a native library, say. It does not protect from what the process is given and what
 * it answers: callbacks are calls of this program. If it cannot be had, the process is
 * not started: {@link SandboxException}.
 */
public enum Sandbox {

	/**
	 * Nothing: whatever runs in the process may do all that this user may. Faults,
	 * endless loops and exhausted heaps still harm that process only.
	 */
	NONE,

	/**
	 * The program {@code bwrap} of bubblewrap, on Linux.
	 *
	 * <p>
	 * The process has no network. It sees the system's programs and libraries, its Java,
	 * its class path or jar and its working directory if it was given one, which may
	 * neither be nor hold the user's home; it can change none of these. It can write to a
	 * {@code /tmp} of its own, gone with it, which takes memory. It sees no other
	 * processes, has no rights of an administrator and can gain none, writes no core
	 * files, and ends with this program at once, cleanups or not.
	 * {@link TransportType#AUTO} is a socket, {@link ProcessSpec.Builder#cache} is not
	 * used, and no debugger can be attached.
	 *
	 * <p>
	 * It does not protect from faults of the kernel, which can still be called, nor limit
	 * processor time and memory beside the heap. The user is the same: what it can reach
	 * it may use, such as a socket that lies in its working directory.
	 */
	BUBBLEWRAP

}
