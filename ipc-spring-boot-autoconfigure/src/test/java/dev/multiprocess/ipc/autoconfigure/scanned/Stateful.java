package dev.multiprocess.ipc.autoconfigure.scanned;

import dev.multiprocess.ipc.RemoteInterface;

@RemoteInterface
public interface Stateful {

	String text(String text);

}
