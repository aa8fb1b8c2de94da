package dev.multiprocess.ipc.testing;

import dev.multiprocess.ipc.RemoteInterface;

/**
 * The smallest remote interface.
 */
@RemoteInterface
public interface Calculator {

	int add(int a, int b);

}
