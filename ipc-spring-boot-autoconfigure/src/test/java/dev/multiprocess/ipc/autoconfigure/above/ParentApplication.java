package dev.multiprocess.ipc.autoconfigure.above;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.testing.Echo;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A parent whose package lies above its worker's. */
@SpringBootApplication
@ImportRemoteInterfaces(process = "worker", types = Echo.class)
public class ParentApplication {

}
