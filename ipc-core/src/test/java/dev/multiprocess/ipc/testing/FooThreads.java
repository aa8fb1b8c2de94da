package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * Methods that wait at gates, so that tests know where a call stands, and that tell of
 * their thread.
 */
@RemoteInterface
public interface FooThreads {

	/** Returns the id of the serving thread. */
	long threadId();

	/** Whether the serving thread has its interrupt flag set. */
	boolean isInterrupted();

	/** Waits until the gate opens; an interrupt ends the wait as well. */
	String pass(String gate);

	/** Waits until the gate opens, however often it is interrupted. */
	String passStubbornly(String gate);

	/** Runs until it is interrupted, and leaves the interrupt flag set. */
	void spin(String gate);

	/** Opens the gate for all. */
	void open(String gate);

	/** Returns how many calls have come to the gate. */
	int arrived(String gate);

	/** Returns how many calls that waited at the gate were interrupted. */
	int interrupted(String gate);

	/** Waits until so many calls are in this method at once. */
	void meet(String barrier, int parties);

	/** Calls back, then waits at the gate. */
	int callThenPass(FooCallback callback, String gate);

	/** Calls back from a thread that serves nothing. */
	int throughAnotherThread(FooCallback callback, int arg);

}
