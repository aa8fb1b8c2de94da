package dev.multiprocess.ipc.faults;

import dev.multiprocess.ipc.Idempotent;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Misbehaves when asked to.
 */
@RemoteInterface
public interface Faults {

	String echo(String text);

	/** Returns what the callback returned. */
	String callBack(Callback callback, String text);

	/** Calls back, then waits until its thread is interrupted, and marks that. */
	void hold(Callback entered);

	/** Calls back, then spins for ever, whatever happens. */
	void spin(Callback entered);

	/** Waits for a callback that does not return, and marks how that ended. */
	void waitInCallback(Callback callback);

	/** Makes a mark when the callback's owner is gone. */
	void markEnd(Callback held);

	/** Returns so many bytes, all of the value 7. */
	byte[] large(int size);

	void exit(int code);

	/** Closes the {@code Ipc} of the worker. */
	void closeIpc();

	/** Ends the process at once the first time, returns its id the second time. */
	@Idempotent
	long dieOnce();

	void exhaustMemory();

	/** Writes as many mebibytes of binary data to both output streams. */
	void flood(int mebibytes);

	/** Starts a process that outlives this one unless it is killed; returns its id. */
	long startChild();

}
