package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.CallTimeout;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * Methods that wait at a gate, each with a time of its own.
 */
@RemoteInterface
public interface Timed {

	String pass(String gate);

	@CallTimeout("300ms")
	String passQuickly(String gate);

	@CallTimeout("PT1H")
	String passSlowly(String gate);

	@CallTimeout("0s")
	String passAtLeisure(String gate);

	/** Passes at another one. */
	@CallTimeout("0s")
	String passQuicklyAt(Timed other, String gate);

	/** Opens the gate for all. */
	@CallTimeout("1m")
	void open(String gate);

}
