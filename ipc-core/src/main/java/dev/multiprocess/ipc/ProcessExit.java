package dev.multiprocess.ipc;

/**
 * How a process ended.
 *
 * @param code the exit status, as a shell reports it: 128 + signal number after a signal,
 * -1 if unknown
 * @param cause why it ended
 * @param expected whether the parent stopped it, and not because it hung or broke the
 * protocol
 * @param description one line for people, such as {@code killed by signal 9 (KILL)}
 * @param outputTail the last 64 KiB of what it wrote to standard output and standard
 * error
 */
public record ProcessExit(int code, Cause cause, boolean expected, String description, String outputTail) {

	/**
	 * Why a process ended.
	 */
	public enum Cause {

		/** The parent stopped it. */
		STOPPED,

		/** It ended by itself. */
		EXITED,

		/** A signal ended it. */
		SIGNAL,

		/** It ran out of memory. */
		OUT_OF_MEMORY,

		/**
		 * It gave no sign of life and was killed, or disconnected if not started here.
		 */
		HUNG,

		/** It broke the protocol and was killed. */
		VIOLATION

	}

}
