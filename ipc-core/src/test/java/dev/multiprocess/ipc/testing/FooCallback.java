package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * The simplest callback: a number in, a number out.
 */
@RemoteInterface
public interface FooCallback {

	int call(int arg);

}
