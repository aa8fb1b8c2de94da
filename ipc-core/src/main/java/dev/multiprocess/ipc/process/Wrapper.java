package dev.multiprocess.ipc.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What is put before a command to run it in a sandbox.
 *
 * @param command a program and its arguments
 * @param filter a file that the program finds open as {@link #FILTER_DESCRIPTOR}
 */
record Wrapper(List<String> command, Path filter) {

	/** Above those in use; a shell knows numbers of one digit only. */
	static final String FILTER_DESCRIPTOR = "9";

}
