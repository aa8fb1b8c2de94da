package dev.multiprocess.ipc.autoconfigure.it.lab;

import java.util.List;

import dev.multiprocess.ipc.RemoteInterface;
import org.jspecify.annotations.Nullable;

/**
 * Tells about the worker that it lives in.
 */
@RemoteInterface
public interface Lab {

	/** Returns the worker's process id. */
	long pid();

	/** Returns one of the worker's Spring properties. */
	@Nullable String property(String name);

	/** Returns the worker's active profiles. */
	List<String> profiles();

	/** Returns one of the worker's environment variables. */
	@Nullable String environment(String name);

	/** Returns what happened in the worker. */
	List<String> events();

	/** Writes a line to the worker's log. */
	void log(String line);

	/** Asks the caller back. */
	String ask(Answer answer);

	/** Asks the caller back, then never returns. */
	void hang(Answer answer);

	/** Asks the caller, then returns the worker's process id. */
	long pidAfter(Answer answer);

	/** Returns the largest heap the worker may have, in bytes. */
	long maxMemory();

	/** Returns the process id that the worker's parent tells of itself. */
	long home();

	/** Closes the worker's context, and leaves a thread that runs on. */
	void closeContext();

	/**
	 * Ends the worker as an application ends itself, but late: when it serves no more.
	 */
	void exit(int status);

	/** Takes any value. */
	void take(Object value);

}
