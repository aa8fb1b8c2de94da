package dev.multiprocess.ipc.adapter;

import dev.multiprocess.ipc.IpcException;
import org.jspecify.annotations.Nullable;

/**
 * Stands here for an object of another process, one for as long as anybody holds it.
 */
public interface Imported {

	/**
	 * Returns what it calls.
	 * @return the proxy, which keeps the object from being released; null once this no
	 * longer stands for it
	 */
	@Nullable Object proxy();

	/**
	 * Whether it must not be collected before {@link Link#release() it says so}, since
	 * others wait for it who do not hold it.
	 */
	default boolean pending() {
		return false;
	}

	/**
	 * Called when the object is gone although it was not closed here. Called at most
	 * once, where user code may run.
	 * @param reason what to tell those who wait
	 */
	default void lost(IpcException reason) {
	}

}
