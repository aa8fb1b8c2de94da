package dev.multiprocess.ipc.faults;

import java.util.List;

import dev.multiprocess.ipc.Idempotent;
import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Tries to get out of a sandbox. An attempt returns {@code "done"}, or what it failed
 * with.
 */
@RemoteInterface
public interface Prisoner extends Init {

	/** Returns what the callback returned. */
	String callBack(Callback callback, String text);

	@Idempotent
	long pid();

	String read(String file);

	String write(String file);

	/** Opens a file that exists for writing, and writes nothing to it. */
	String openToWrite(String file);

	String connect(int port);

	/** Returns what a program said. */
	String run(String... command);

	/** Returns the names in a folder. */
	List<String> list(String folder);

	/** Returns the arguments of its Java. */
	List<String> jvmArguments();

	/** Starts another one in a sandbox, and returns why that failed. */
	String startAnother();

	void exit(int code);

	void exhaustMemory();

}
