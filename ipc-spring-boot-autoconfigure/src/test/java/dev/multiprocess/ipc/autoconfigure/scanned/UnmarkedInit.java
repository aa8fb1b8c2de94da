package dev.multiprocess.ipc.autoconfigure.scanned;

import dev.multiprocess.ipc.Init;

public interface UnmarkedInit extends Init {

}
