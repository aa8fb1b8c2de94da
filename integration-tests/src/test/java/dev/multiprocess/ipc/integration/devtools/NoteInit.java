package dev.multiprocess.ipc.integration.devtools;

import java.util.function.UnaryOperator;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * What the worker serves: a value that it makes, and passes through its caller.
 */
@RemoteInterface
public interface NoteInit extends Init {

	Note write(String text, UnaryOperator<Note> correction);

	/**
	 * A value whose class is loaded anew with the application.
	 *
	 * @param text some text
	 * @param pid the process that wrote it
	 */
	record Note(String text, long pid) {
	}

}
