package dev.multiprocess.ipc.autoconfigure.onepackage;

import dev.multiprocess.ipc.Init;
import dev.multiprocess.ipc.RemoteInterface;

/** An interface in the package that both scan. */
@RemoteInterface
public interface OnePackageInit extends Init {

}
