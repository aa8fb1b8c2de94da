package dev.multiprocess.sample;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/**
 * The first object of a process that opens documents.
 */
@RemoteInterface
public interface DocumentInit extends Init {

	/**
	 * Makes an inspector that has no document yet.
	 * @return a new inspector, owned by the caller, who closes it
	 */
	DocumentInspector makeInspector();

}
