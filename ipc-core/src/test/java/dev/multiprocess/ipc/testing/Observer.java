package dev.multiprocess.ipc.testing;

import java.util.Map;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.OneWay;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Tells what a served call knows of itself.
 */
@RemoteInterface
public interface Observer {

	/** Returns what came along. */
	Map<String, String> metadata();

	/** Returns what comes along with a call that this one makes, with an entry added. */
	Map<String, String> metadataThere(Observer there, Map<String, String> added);

	/** Returns the caller as text, with an entry for its process id. */
	String caller();

	/** Returns the milliseconds until the deadline, negative if there is none. */
	long millisLeft();

	/** Waits until it is cancelled, then takes note of that. */
	@CallTimeout("1s")
	void awaitCancelled();

	/** Takes note of what came along. */
	@OneWay
	void note();

	/** Returns what was noted last. */
	String noted();

}
