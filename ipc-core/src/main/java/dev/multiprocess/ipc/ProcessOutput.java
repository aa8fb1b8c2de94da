package dev.multiprocess.ipc;

import java.nio.file.Path;

/**
 * Where that goes which a process writes to standard output and standard error. Wherever
 * it goes, the last 64 KiB are kept for the {@linkplain ProcessExit report of its end}.
 * Immutable.
 */
public sealed interface ProcessOutput {

	/**
	 * Goes to the log {@code ipc.process.<name>}, line by line, at most 1000 in a second.
	 * @return the default
	 */
	static ProcessOutput log() {
		return new Log();
	}

	/**
	 * Goes to standard output and standard error of this program, byte by byte. The
	 * process waits while this program's output is not taken.
	 * @return the output
	 */
	static ProcessOutput inherit() {
		return new Inherit();
	}

	/**
	 * Goes nowhere.
	 * @return the output
	 */
	static ProcessOutput discard() {
		return new Discard();
	}

	/**
	 * Is appended to a file, byte by byte; several processes may share one.
	 * @param file the file; a relative one is resolved against the process' working
	 * directory
	 * @return the output
	 */
	static ProcessOutput file(Path file) {
		return new File(file);
	}

	/** To the log. */
	record Log() implements ProcessOutput {
	}

	/** To the output of this program. */
	record Inherit() implements ProcessOutput {
	}

	/** Nowhere. */
	record Discard() implements ProcessOutput {
	}

	/**
	 * To a file.
	 *
	 * @param file the file
	 */
	record File(Path file) implements ProcessOutput {
	}

}
