package dev.multiprocess.ipc.autoconfigure.sibling.app;

import dev.multiprocess.ipc.autoconfigure.ImportRemoteInterfaces;
import dev.multiprocess.ipc.autoconfigure.sibling.api.SiblingInit;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose interfaces live in a sibling package. */
@SpringBootApplication
@ImportRemoteInterfaces(basePackageClasses = SiblingInit.class)
public class SiblingApplication {

}
