package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * A callback that inherits another and adds to it with a default method.
 */
@RemoteInterface
public interface ExtendedCallback extends FooCallback {

	default int callExtended(int arg, int add) {
		return call(arg + add) + add;
	}

}
