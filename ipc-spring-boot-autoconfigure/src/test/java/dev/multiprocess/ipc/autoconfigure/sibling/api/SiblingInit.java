package dev.multiprocess.ipc.autoconfigure.sibling.api;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/** An interface in a package that the application does not scan. */
@RemoteInterface
public interface SiblingInit extends Init {

	/** Tells where the worker lies. */
	String place();

}
