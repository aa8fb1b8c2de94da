package dev.multiprocess.ipc.autoconfigure.scanned;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

@RemoteInterface
public interface ScannedInit extends Init {

	String text(String text);

}
